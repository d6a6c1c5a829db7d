// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <filesystem>

namespace rig {

/// The file that this program was started from; empty where nobody says.
[[nodiscard]] std::filesystem::path own_program();

/// From now on the kernel kills this process when the thread that started it ends. One that ended
/// before is not seen.
void die_with_parent() noexcept;

/// From now on sleeps of this thread end when they should: the usual slack of 50 us is most of a
/// short one.
void sleep_without_slack() noexcept;

}  // namespace rig
