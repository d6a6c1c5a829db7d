// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"

#include <string>
#include <string_view>

namespace ringlib {

/// May the file be mapped by several processes that see each other's stores?
/// @errors UnsupportedFilesystem: it lies on a network, or behind a process.
[[nodiscard]] Expected<void> check_file_system(
    std::string_view ring, int fd, const std::string& directory);

}  // namespace ringlib
