// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "unique_fd.h"

#include <string>
#include <sys/types.h>

namespace ringlib {

/// A new file in that directory which has no name, and is gone with its last descriptor unless it
/// gets one. Empty, and errno, where the file system has no such files.
[[nodiscard]] UniqueFd make_nameless_file(const std::string& directory, mode_t mode);

/// Gives it a name that nobody has.
/// @returns an errno; 0: it has the name.
[[nodiscard]] int name_file(int fd, const std::string& name);

}  // namespace ringlib
