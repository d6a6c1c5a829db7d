// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ringlib {

/// Asked before a file is made: is there room for so many bytes?
/// @errors NoSpace, with what is needed and what is free.
[[nodiscard]] Expected<void> check_space(
    std::string_view ring, const std::string& directory, std::uint64_t needed);

/// Takes the room at once, so that a full /dev/shm is an error now, and never a SIGBUS later.
/// @returns an errno; 0: the room is there.
[[nodiscard]] int allocate_space(int fd, std::uint64_t size);

}  // namespace ringlib
