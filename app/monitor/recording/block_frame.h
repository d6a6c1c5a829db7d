// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"

#include <cstddef>
#include <span>
#include <vector>

namespace monitor::recording {

/// What a recording's file begins with.
[[nodiscard]] std::vector<std::byte> file_head();
/// A payload as a block: with its mark, length and checksum.
[[nodiscard]] std::vector<std::byte> framed(std::span<const std::byte> payload);

}  // namespace monitor::recording
