// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <filesystem>

namespace rig {

/// Renames a file unless something has the new name.
/// @returns false, and errno; EEXIST: something has it.
[[nodiscard]] bool rename_new(
    const std::filesystem::path& from, const std::filesystem::path& to) noexcept;

}  // namespace rig
