// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "stage.h"

#include <cstdint>

namespace torture {

/// A step at which every process sleeps, so that the others get by.
struct Delay {
    Step step;
    std::uint32_t us;
};

/// A small ring under full load, with consumers that come, go and are killed, and those delays.
[[nodiscard]] Outcome force(
    const std::vector<Delay>& delays, const Effort& effort, const Program& program);

/// One after the other: every step of join, gate, room, eviction, reading and writing.
[[nodiscard]] std::vector<Row> forced_rows();

}  // namespace torture
