// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"

#include <cstddef>
#include <span>
#include <vector>

namespace monitor::recording {

/// The 16 bytes that a recording's file begins with: its magic and its version.
[[nodiscard]] std::vector<std::byte> file_head();
/// A payload as the block that stands in the file: mark, length and checksum in front of it.
[[nodiscard]] std::vector<std::byte> framed(std::span<const std::byte> payload);

}  // namespace monitor::recording
