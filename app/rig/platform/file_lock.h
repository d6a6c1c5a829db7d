// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

namespace rig {

/// Takes every byte of the file, as an endpoint of a ring takes one; free again when it is closed.
/// @returns false: somebody holds part of it.
[[nodiscard]] bool lock_whole(int descriptor) noexcept;

}  // namespace rig
