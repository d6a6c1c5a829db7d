// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/fault.h"
#include "rig/topology.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace rig::scenario {

/// Something that was done to a rig by hand, at a time of any clock that does not jump.
struct RecordedFault {
    std::chrono::nanoseconds at{};
    Fault fault;
};

/// A scenario file that does the same again to a rig like that one: the first fault half a second
/// after the steady state, the others as long after it as they were. Of what came of it, it expects
/// that nothing was lost; the rest is for its author to say.
/// @param name [a-z0-9-]{1,48}
[[nodiscard]] std::string recorded_scenario(
    std::string_view name, const Topology& topology, const std::vector<RecordedFault>& faults);

}  // namespace rig::scenario
