// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/descriptor.h"

#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/types.h>
#include <unistd.h>
#include <vector>

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
/// @returns false, and errno.
[[nodiscard]] bool open_pipe(Pipe& pipe);

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
