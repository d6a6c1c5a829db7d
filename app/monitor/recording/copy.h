// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/recording_visitor.h"
#include "monitor/recording/writer.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace monitor::recording {

/// Which part of a recording.
struct Part {
    std::optional<std::string> ring;  ///< nothing: all of them
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;
};

/// Writes part of a recording as one that began there.
class RecordingCopy : public RecordingVisitor {
public:
    /// @param writer outlives it
    RecordingCopy(RecordingWriter& writer, Part part);

    void configured(const Configuration& /*configuration*/) override { }
    void ring(const std::string& name) override;
    void attached(std::size_t ring, const ringlib::RingInfo& info) override;
    void lost(std::size_t ring, const Loss& loss) override;
    void process(std::size_t ring, const SeenProcess& process) override;
    void sample(std::size_t ring, const ringlib::RingSnapshot& snapshot) override;
    void verdict(std::size_t ring, const Verdict& verdict) override;
    void ring_verdict(std::size_t ring, const RingVerdict& verdict) override;
    void happening(std::size_t ring, const ringlib::HappeningRecord& record) override;
    void missed(std::size_t ring, const MissedTicks& ticks) override;
    void latency(std::size_t ring, const SeenLatency& latency) override;
    void note(std::size_t ring, const Note& note) override;

    [[nodiscard]] std::uint64_t samples() const noexcept { return m_samples; }

private:
    struct Ring {
        RecordingWriter::Track* track = nullptr;  // null: not wanted
        std::optional<ringlib::RingInfo> info;  // as attached to last
        ProcessFacts facts;
        bool begun = false;  // with its first sample
        std::vector<Verdict> said;  // of each consumer, last
        std::optional<RingVerdict> said_of_ring;
        std::map<std::string, ringlib::LatencySnapshot> latencies;  // before it began
    };

    [[nodiscard]] bool is_wanted(const Ring& ring, TimePoint time) const;
    void begin(Ring& ring, TimePoint time) const;

    RecordingWriter& m_writer;
    Part m_part;
    std::vector<Ring> m_rings;
    std::uint64_t m_samples = 0;
};

}  // namespace monitor::recording
