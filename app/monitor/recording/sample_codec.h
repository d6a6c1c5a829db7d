// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/bytes.h"

#include <ringlib/snapshot.h>

#include <vector>

#include <cstdint>

namespace monitor::recording {

/// The snapshots of one ring, one after the other, each as what differs from the one before. Both
/// sides keep the last one, so that a steady ring costs two bytes for each consumer.
///
/// Not kept: `last_wait_ns`, which only a live ring tells; counters only as often as asked for.
class SampleEncoder {
public:
    void encode(const ringlib::RingSnapshot& snapshot, bool with_counters, ByteWriter& out);

private:
    ringlib::RingSnapshot m_last;
    std::vector<ringlib::CounterValue> m_counters;  // as written last
};

class SampleDecoder {
public:
    /// The ring's, which no sample repeats.
    void set_shape(std::uint64_t capacity, std::uint64_t event_size);
    /// @returns the next snapshot; not to be believed once `in` has failed.
    const ringlib::RingSnapshot& decode(ByteReader& in);

private:
    ringlib::RingSnapshot m_last;
};

}  // namespace monitor::recording
