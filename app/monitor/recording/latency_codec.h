// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/recording/bytes.h"

#include <ringlib/latency_snapshot.h>

#include <map>
#include <string>

namespace monitor::recording {

/// What an endpoint had recorded by then, since it began.
struct SeenLatency {
    TimePoint time;
    ringlib::LatencySnapshot latency;
};

/// The latencies of one ring's endpoints, each as what it grew by since the last time.
class LatencyEncoder {
public:
    /// @returns false when there is nothing new: then nothing is written.
    [[nodiscard]] bool encode(const SeenLatency& seen, ByteWriter& out);

private:
    std::map<std::string, ringlib::LatencySnapshot> m_last;  // by consumer
};

class LatencyDecoder {
public:
    /// @returns the next one; not to be believed once `in` has failed.
    SeenLatency decode(ByteReader& in);

private:
    std::map<std::string, ringlib::LatencySnapshot> m_last;  // by consumer
};

}  // namespace monitor::recording
