// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

namespace ringlib {

/// Where rings in shared memory lie, each beside its lock file.
inline constexpr const char* kShmDirectory = "/dev/shm";

}  // namespace ringlib
