// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/history.h"
#include "monitor/recording/recording_visitor.h"
#include "monitor/recording/true_times.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace monitor::recording {

/// How much a recording holds, without judging it.
class Survey : public RecordingVisitor {
public:
    void configured(const Configuration& configuration) override;
    void ring(const std::string& name) override;
    void attached(std::size_t /*ring*/, const ringlib::RingInfo& /*info*/) override { }
    void lost(std::size_t /*ring*/, const Loss& /*loss*/) override { }
    void process(std::size_t /*ring*/, const SeenProcess& /*process*/) override { }
    void sample(std::size_t ring, const ringlib::RingSnapshot& snapshot) override;
    void verdict(std::size_t /*ring*/, const Verdict& /*verdict*/) override { }
    void ring_verdict(std::size_t /*ring*/, const RingVerdict& /*verdict*/) override { }
    void happening(std::size_t /*ring*/, const ringlib::HappeningRecord& /*record*/) override { }
    void missed(std::size_t /*ring*/, const MissedTicks& /*ticks*/) override { }
    void latency(std::size_t ring, const SeenLatency& latency) override;
    void note(std::size_t /*ring*/, const Note& /*note*/) override { }

    [[nodiscard]] const Configuration& configuration() const noexcept { return m_configuration; }
    [[nodiscard]] bool holds_a_sample() const noexcept { return m_first.has_value(); }
    /// Tiers that hold all of it within `bytes`, every sample where they fit, else the newest, and
    /// minimum and maximum of all before.
    [[nodiscard]] HistoryOptions history_options(std::size_t bytes) const;

private:
    struct Ring {
        std::uint64_t samples = 0;
        std::set<std::string> consumers;
        bool latency = false;
        std::optional<TimePoint> last;
    };

    [[nodiscard]] std::size_t series() const;
    [[nodiscard]] Duration period() const;

    Configuration m_configuration;
    std::optional<TrueTimes> m_true_times;
    std::vector<Ring> m_rings;
    std::optional<TimePoint> m_first;
    std::optional<TimePoint> m_last;
};

/// Reads no further than to the first one.
[[nodiscard]] bool holds_a_sample(const std::filesystem::path& recording);

}  // namespace monitor::recording
