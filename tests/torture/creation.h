// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "stage.h"

namespace torture {

/// A process that makes a ring, writes one event and closes it; something is done to it at a step.
struct Birth {
    Step step{};
    Act act{};
    std::uint32_t argument = 0;
    bool recreates = false;  ///< in place of a ring whose producer was killed
};

/// Once. Whatever becomes of the creator: nobody sees half a ring, the next creator succeeds at its
/// first try, and with its clean end nothing is left of either.
void try_birth(const Birth& birth, const Program& program, Outcome& outcome);

/// The steps that a creator comes by, in order.
[[nodiscard]] std::vector<Step> steps_of_creation(bool recreates);

/// F06: creators are killed at each of these steps.
[[nodiscard]] Outcome kill_creators(const Effort& effort, const Program& program);

[[nodiscard]] std::vector<Row> creation_rows();

}  // namespace torture
