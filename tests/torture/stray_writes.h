// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "row.h"

#include <vector>

namespace torture {

/// F37: somebody writes to a consumer's slot while the ring is in use.
[[nodiscard]] std::vector<Row> stray_write_rows();

}  // namespace torture
