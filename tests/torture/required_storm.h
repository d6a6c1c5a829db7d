// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "row.h"

#include <vector>

namespace torture {

/// F02, F03: a required consumer is killed, and does not come back, or does.
[[nodiscard]] std::vector<Row> required_storm_rows();

}  // namespace torture
