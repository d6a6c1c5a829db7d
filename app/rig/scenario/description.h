// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/scenario.h"

#include <string>

/// A scenario in words: for cards, reports and dry runs. None of it depends on a run.
namespace rig::scenario {

/// "cp_1 stalls: alert ≤ progress_timeout + tolerance since ring_full"
[[nodiscard]] std::string name_of(const Expectation& expectation);
/// "stall of cp_1 at 2.000 s"
[[nodiscard]] std::string name_of(const Step& step);
/// What `ringctl run --dry-run` prints.
[[nodiscard]] std::string plan_of(const Scenario& scenario);

}  // namespace rig::scenario
