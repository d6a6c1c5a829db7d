// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/worker_options.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace rig {

/// Removes what demos and rings of a rig left behind whose program was killed: rings of this user,
/// also damaged ones, and directories, with such a name (see owned_names.h), whose program is gone,
/// and which nobody holds.
///
/// @param patience how long to wait for workers that are just dying with their program; without
///        such a ring it takes no time.
/// @returns the names of the rings and the paths of the directories that were removed.
std::vector<std::string> remove_leftovers(
    std::chrono::nanoseconds patience = std::chrono::milliseconds(500));

/// What is left of a ring of this program, once all of its workers have ended: also a damaged one.
void remove_ring_of_rig(const RingTarget& ring);

/// Where the file of a ring lies.
[[nodiscard]] std::filesystem::path file_of(const RingTarget& ring);

}  // namespace rig
