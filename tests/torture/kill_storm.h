// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "stage.h"

namespace torture {

/// F01: consumers are killed at any moment of their lives; two that stay check every event.
[[nodiscard]] Outcome kill_consumers(const Effort& effort, const Program& program);
/// F04: so is the producer, and a successor comes each time.
[[nodiscard]] Outcome kill_producers(const Effort& effort, const Program& program);

[[nodiscard]] std::vector<Row> kill_storm_rows();

}  // namespace torture
