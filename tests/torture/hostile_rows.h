// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "row.h"

#include <vector>

namespace torture {

/// What others write to a ring's memory and names: F36, S02, S10, and who only reads.
[[nodiscard]] std::vector<Row> hostile_rows();
/// The liveness checks in a simulated world.
[[nodiscard]] std::vector<Row> simulation_rows();

}  // namespace torture
