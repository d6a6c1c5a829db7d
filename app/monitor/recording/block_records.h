// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/recording_visitor.h"
#include "monitor/recording/sample_codec.h"

#include <optional>
#include <string>
#include <vector>

namespace monitor::recording {

/// Takes the records out of blocks, one after the other. What it knows of the ones before is what
/// the next ones are told by: a copy goes on from there.
class BlockRecords {
public:
    /// Gives the next record to the visitor. `in` has failed where something stands that cannot be.
    void take_one(ByteReader& in, RecordingVisitor& visitor);
    /// Why the recording ended, once it has.
    [[nodiscard]] const std::optional<std::string>& end() const noexcept { return m_end; }

private:
    void take_skippable(ByteReader& in, Kind kind, RecordingVisitor& visitor);
    void take_ring(ByteReader& in, RecordingVisitor& visitor);
    void take_of_ring(ByteReader& in, Kind kind, RecordingVisitor& visitor);
    void take_sample(ByteReader& in, std::size_t ring, RecordingVisitor& visitor);

    std::vector<std::optional<SampleDecoder>> m_samples;  // of each ring
    std::vector<LatencyDecoder> m_latencies;  // of each ring
    bool m_begun = false;
    std::optional<std::string> m_end;
};

}  // namespace monitor::recording
