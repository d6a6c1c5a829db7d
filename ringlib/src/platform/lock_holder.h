// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

namespace ringlib {

/// Who holds the first byte of a file: the lock itself does not say. Nothing where nobody does, or
/// nobody whose open files this user may look at.
///
/// Cost: a look at every open file of every process; for the words of an error.
[[nodiscard]] std::optional<pid_t> holder_of_byte_0(const std::string& file);

}  // namespace ringlib
