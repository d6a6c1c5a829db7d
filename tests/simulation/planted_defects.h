// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "simulation.h"

#include <vector>

namespace ringlib::simulation {

/// A watch that is wrong in one way, to show that the simulation finds it.
struct PlantedDefect {
    const char* name;
    Mode mode;  ///< in which it must be found
    MakeWatch make;
};

[[nodiscard]] std::vector<PlantedDefect> planted_defects();

}  // namespace ringlib::simulation
