// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "stage.h"

namespace torture {

/// F05: every named step, by every role that comes there; its process is killed there, exits, stops
/// and goes on, is late, or its system call fails.
[[nodiscard]] Outcome sweep(const Effort& effort, const Program& program);

[[nodiscard]] std::vector<Row> crash_sweep_rows();

}  // namespace torture
