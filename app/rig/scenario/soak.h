// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/scenario.h"

#include <cstdint>
#include <vector>

namespace rig::scenario {

/// The steps of a soak. The same seed gives the same steps, on every machine; nobody is hit again
/// before he has come back from the last time.
[[nodiscard]] std::vector<Step> draw_method(const Soak& soak, std::uint64_t seed);

/// Whether any of its faults can hit any of its targets.
[[nodiscard]] bool hits_anybody(const Soak& soak);

}  // namespace rig::scenario
