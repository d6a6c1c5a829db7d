// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/fault.h"

#include <string>
#include <variant>
#include <vector>

/// What the engine of a scenario wants done. Each is done at once, or the next observations show
/// why not.
namespace rig::scenario {

struct PlannedFault {
    std::string id;  ///< as the scenario names it; once in a run
    Fault fault;
};

/// The processes of the topology. Faults that have to be known before are among them.
struct StartWorkers {
    std::vector<PlannedFault> faults;
};
struct InjectFault {
    PlannedFault planned;
};
struct HealFault {
    std::string id;
};
struct HealAll { };
/// The producer closes its stream; whoever is left when that is read is told to end.
struct End { };

using Action = std::variant<StartWorkers, InjectFault, HealFault, HealAll, End>;

}  // namespace rig::scenario
