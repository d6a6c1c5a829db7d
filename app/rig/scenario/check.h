// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/reader.h"
#include "rig/scenario/scenario.h"

namespace rig::scenario {

/// What each key alone cannot say: whether all of it goes together, and can happen at all.
/// @param root what the scenario was read from, for the places of what is wrong.
void check_scenario(const Scenario& scenario, const JsonNode& root, Complaints& complaints);

}  // namespace rig::scenario
