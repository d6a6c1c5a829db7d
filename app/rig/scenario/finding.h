// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/run_history.h"

#include <optional>
#include <string>

namespace rig::scenario {

/// What one look says about an expectation.
struct Finding {
    bool holds = false;
    Time at{};  ///< when it came, where that is known better than by the look itself
    std::string measured;  ///< in words, also for what does not hold
};

/// As of the last look, whatever its scope.
[[nodiscard]] Finding look_for(const Expectation& expectation, const RunHistory& history);

/// It is known only when the processes have ended.
[[nodiscard]] bool is_final(const Expectation& expectation);

/// "1.012 s"
[[nodiscard]] std::string in_seconds(Time time);

}  // namespace rig::scenario
