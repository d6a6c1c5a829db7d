// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_reading.h"

#include "rig/platform/process_stat.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace monitor {

inline constexpr char kProcessGone = 'X';
inline constexpr char kProcessUnknown = '?';

/// By a signal, or by a debugger.
[[nodiscard]] constexpr bool is_stopped(const ProcessReading& process) noexcept
{
    return process.state == 'T' || process.state == 't';
}

/// What `stat`, or its absence, says about the process that started at `start_time`: another start
/// time is another process, so ours is gone.
[[nodiscard]] ProcessReading process_from(
    pid_t pid, std::uint64_t start_time, const std::optional<rig::ProcessStat>& stat);

/// What /proc said about some processes, kept between two looks at it.
///
/// Thread: one at a time.
class ProcessFacts {
public:
    struct Process {
        pid_t pid = 0;
        std::uint64_t start_time = 0;
    };

    /// Asks /proc about all of them and forgets the others.
    void refresh(std::span<const Process> processes);
    /// Puts one in by hand; for tests and replays.
    void set(std::uint64_t start_time, ProcessReading reading);
    /// State '?' for a process that was not asked about.
    [[nodiscard]] const ProcessReading& of(pid_t pid, std::uint64_t start_time) const;

private:
    struct Entry {
        std::uint64_t start_time = 0;
        ProcessReading reading;
    };
    std::vector<Entry> m_entries;
};

}  // namespace monitor
