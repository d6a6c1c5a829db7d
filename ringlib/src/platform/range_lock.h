// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <sys/types.h>

namespace ringlib {

/// Takes the range of bytes without waiting. The lock belongs to the open file: it is freed when
/// the last descriptor of that is closed, by whom or whatever, and by nothing else that is done to
/// the file.
/// @returns false and errno; EAGAIN or EACCES: somebody holds part of it.
[[nodiscard]] bool take_range(int fd, off_t start, off_t length) noexcept;

/// Does another open file hold part of the range? Takes nothing; false also where nobody can tell.
[[nodiscard]] bool is_range_taken(int fd, off_t start, off_t length) noexcept;

}  // namespace ringlib
