// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

/// The names of what a program makes and would leave behind if it were killed: each says whose it
/// is.
namespace rig {

/// Begins the name of every ring that a demo makes; the pid of the program that made it follows.
inline constexpr std::string_view kDemoRingPrefix = "ringscope-demo-";
/// Begins the name of every ring and every directory that a rig makes.
inline constexpr std::string_view kRigPrefix = "ringscope-rig-";

/// The ring in a rig's directory.
inline constexpr std::string_view kRingFile = "ring";

[[nodiscard]] std::string demo_ring_name(pid_t owner);
/// Where the directories of rigs are made: TMPDIR, or /tmp.
[[nodiscard]] std::filesystem::path directory_of_rigs();
/// Another one for each call: this program's pid and start time, and a number.
[[nodiscard]] std::string next_rig_name();

struct NamedOwner {
    pid_t pid = 0;
    std::optional<std::uint64_t> start_time;  ///< a demo's name does not say
};
/// @returns nothing for any other name.
[[nodiscard]] std::optional<NamedOwner> owner_in_name(std::string_view name);
/// Whether a rig made it, a demo's too: of this program or of another.
/// @param ring a shared-memory name, or the path of a file.
[[nodiscard]] bool is_ring_of_rig(const std::filesystem::path& ring);

}  // namespace rig
