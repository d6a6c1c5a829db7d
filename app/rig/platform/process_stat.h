// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace rig {

/// What /proc/PID/stat says about a process.
struct ProcessStat {
    std::string command;  ///< may hold anything, blanks and parentheses included
    char state = '?';  ///< the kernel's letter: R, S, D, T, Z…
    std::uint64_t start_time = 0;  ///< ticks since boot

    /// By a signal, or by a debugger.
    [[nodiscard]] bool is_stopped() const { return state == 'T' || state == 't'; }
    /// Only its exit status is left of it.
    [[nodiscard]] bool is_dead() const { return state == 'Z' || state == 'X' || state == 'x'; }
};

/// @returns nothing for what is not such a line.
[[nodiscard]] std::optional<ProcessStat> parse_process_stat(std::string_view line);

/// @returns nothing when there is no such process.
[[nodiscard]] std::optional<ProcessStat> read_process_stat(pid_t pid);
/// @param error why it could not be read; 0: it could.
[[nodiscard]] std::optional<ProcessStat> read_process_stat(pid_t pid, int& error);

}  // namespace rig
