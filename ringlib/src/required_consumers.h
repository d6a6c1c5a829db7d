// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "gate.h"
#include "liveness_watch.h"
#include "ringlib/error.h"
#include "ringlib/liveness.h"
#include "segment.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ringlib {

/// @errors InvalidConfig: every contradiction of the configuration in one message; InvalidId.
[[nodiscard]] Expected<void> check_liveness(
    std::string_view ring, const RequiredConsumerLivenessConfig& config);

/// Why the ring ends: the error for the producer, and which consumer it is told to the others.
struct LivenessFailure {
    Error error;
    std::uint32_t slot = 0;
};

/// The consumers without which this producer does not go on, each with a slot of its own from the
/// start. Looks at them while a managed publish is blocked, alerts, and finds that one failed.
class RequiredConsumers {
public:
    /// `slots`: one for each id of the (checked) configuration, in its order.
    RequiredConsumers(const Segment& segment, Gate& gate, RequiredConsumerLivenessConfig config,
        std::vector<std::uint32_t> slots);

    [[nodiscard]] std::chrono::nanoseconds startup_wait() const noexcept
    {
        return m_config.startup_wait_timeout;
    }
    /// Those that were never there.
    [[nodiscard]] std::vector<std::string> missing() const;
    [[nodiscard]] LivenessFailure startup_timeout() const;

    /// RequiredConsumerLeft, when one detached.
    [[nodiscard]] std::optional<LivenessFailure> who_left() const;

    /// A look, if one is due: the producer is blocked until every cursor has reached `needed`.
    /// Alerts and evicts as configured; GracefulShutdownTriggered when that is the end.
    [[nodiscard]] std::optional<LivenessFailure> look(std::uint64_t now_ns, std::uint64_t needed);
    [[nodiscard]] std::chrono::nanoseconds until_needed_look(std::uint64_t now_ns) const noexcept
    {
        return m_watch.until_needed_look(now_ns);
    }
    /// The producer goes on.
    void rest() noexcept;
    /// The alert hook runs at this moment.
    [[nodiscard]] bool is_alerting() const noexcept { return m_alerting; }

private:
    [[nodiscard]] std::vector<LivenessWatch::Sight> sights(std::uint64_t needed) const;
    [[nodiscard]] RequiredConsumerAlert describe(const LivenessWatch::Finding& finding) const;
    void alert(const LivenessWatch::Finding& finding);
    [[nodiscard]] LivenessFailure shutdown(const LivenessWatch::Finding& finding) const;
    void mirror_configuration() noexcept;
    void mirror_countdown(std::uint64_t now_ns) noexcept;

    const Segment& m_segment;
    Gate& m_gate;
    RequiredConsumerLivenessConfig m_config;
    std::vector<std::uint32_t> m_slots;
    LivenessWatch m_watch;
    bool m_alerting = false;
};

}  // namespace ringlib
