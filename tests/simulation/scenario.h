// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "liveness_watch.h"
#include "random.h"
#include "ringlib/liveness.h"
#include "simulation.h"

#include <vector>

namespace ringlib::simulation {

/// How one simulated consumer works when nothing is wrong with it.
struct ConsumerPlan {
    bool required = true;
    std::uint64_t batch = 1;  ///< events it takes before it stores its cursor
    std::chrono::nanoseconds work{};  ///< for one batch; always below the progress time-out
};

/// What a run is about, drawn from its seed.
struct Scenario {
    LivenessWatch::Timing timing;
    std::chrono::nanoseconds startup_wait{};
    RequiredConsumerFailureAction action{};
    std::uint64_t capacity = 0;
    std::uint64_t claim_max = 0;
    std::chrono::nanoseconds between_claims{};
    std::chrono::nanoseconds between_bursts{};
    std::chrono::nanoseconds between_faults{};
    std::chrono::nanoseconds faults_end{};
    std::chrono::nanoseconds end{};
    std::vector<ConsumerPlan> consumers;  ///< the required ones first

    [[nodiscard]] std::size_t required() const noexcept;
    /// From a quiet begin of a wait, how long until there is room, or the failure action.
    [[nodiscard]] std::chrono::nanoseconds longest_wait() const noexcept;
};

[[nodiscard]] Scenario draw_scenario(Random& random, Mode mode);

}  // namespace ringlib::simulation
