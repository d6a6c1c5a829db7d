// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "row.h"

#include <vector>

namespace torture {

/// F09, F14: there are no more slots; the dead that nobody waits for hold none.
[[nodiscard]] std::vector<Row> slot_storm_rows();

}  // namespace torture
