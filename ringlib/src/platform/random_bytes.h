// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace ringlib {

/// Fills the bytes with what nobody can guess; false where the kernel gives none.
[[nodiscard]] bool fill_with_random(std::span<std::uint8_t> bytes) noexcept;

}  // namespace ringlib
