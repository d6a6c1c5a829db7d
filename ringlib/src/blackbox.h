// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/layout.h"

#include <cstdint>

namespace ringlib {

/// Writes down what happened to the ring, for observers and successors; keeps the last 64. Any
/// process, any time.
void record(layout::Blackbox& box, layout::Happening what, std::uint32_t slot,
    std::uint64_t value) noexcept;

}  // namespace ringlib
