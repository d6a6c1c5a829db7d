// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "row.h"

#include <vector>

namespace torture {

/// F10, F12: one consumer is stopped and put out; everybody is stopped and goes on.
[[nodiscard]] std::vector<Row> freeze_storm_rows();

}  // namespace torture
