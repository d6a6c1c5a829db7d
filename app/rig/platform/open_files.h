// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rig {

// What the kernel says about the files of this process, whatever the program meant to do.

/// The descriptors that are open on a file, also where it was deleted.
[[nodiscard]] std::vector<int> descriptors_on(const std::filesystem::path& file);

/// The flags of one as the kernel writes them, in octal; empty where it does not tell.
[[nodiscard]] std::string flags_of(int descriptor);

/// Is any part of the file behind it in memory? Yes also where the kernel does not tell.
[[nodiscard]] bool is_mapped(int descriptor);

}  // namespace rig
