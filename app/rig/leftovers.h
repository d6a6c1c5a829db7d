// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace rig {

/// Begins the name of every ring that a demo makes; the pid of the program that made it follows.
inline constexpr std::string_view kDemoRingPrefix = "ringscope-demo-";

[[nodiscard]] std::string demo_ring_name(pid_t owner);

/// Removes the rings of demos whose program was killed: rings of this user, with a demo's name,
/// whose program is gone, and which nobody holds.
///
/// @param patience how long to wait for workers that are just dying with their program; without
///        such a ring it takes no time.
/// @returns the names of what was removed.
std::vector<std::string> remove_demo_leftovers(
    std::chrono::nanoseconds patience = std::chrono::milliseconds(500));

}  // namespace rig
