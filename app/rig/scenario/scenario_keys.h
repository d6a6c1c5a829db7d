// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/reader.h"
#include "rig/scenario/scenario.h"

#include <span>

namespace rig::scenario {

/// What a file's "schema" has to say.
inline constexpr std::string_view kScenarioSchema = "ringscope.scenario/1";

[[nodiscard]] std::span<const Key<Scenario>> scenario_keys();
[[nodiscard]] std::span<const Key<SteadyState>> steady_state_keys();

}  // namespace rig::scenario
