// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/descriptor.h"

#include <unistd.h>

namespace rig {

inline constexpr int kFirstOtherDescriptor = STDERR_FILENO + 1;

struct Pipe {
    Descriptor read;
    Descriptor write;
};

/// Never 0, 1 or 2, also where the caller has closed his own: the child's three are put there one
/// by one, and the second must not overwrite what the first came from. And what is ours must not
/// lie where somebody will write to stdout.
/// @returns false and errno, where it has none.
[[nodiscard]] bool lift(Descriptor& descriptor);

/// No child inherits an end that it was not given.
/// @param flags of both ends, O_NONBLOCK. @returns false, and errno.
[[nodiscard]] bool open_pipe(Pipe& pipe, int flags = 0);

}  // namespace rig
