// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/platform/pipe.h"

#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/types.h>
#include <vector>

namespace rig {

/// How a child comes to life: its three descriptors and no others, no signal blocked or ignored,
/// and a process group of its own, so that Ctrl-C in a terminal is left to whoever started it.
class SpawnSettings {
public:
    SpawnSettings(const Pipe& input, const Pipe& output, const Pipe& errors);
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    SpawnSettings(SpawnSettings&&) = delete;
    SpawnSettings& operator=(SpawnSettings&&) = delete;
    ~SpawnSettings();

    /// @returns 0, or the errno.
    [[nodiscard]] int spawn(pid_t& pid, const std::filesystem::path& program,
        const std::vector<std::string>& arguments) const;

private:
    void add(int error) { m_error = m_error == 0 ? error : m_error; }

    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
    int m_error = 0;
};

}  // namespace rig
