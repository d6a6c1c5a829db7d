// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/process_facts.h"

#include <algorithm>
#include <cerrno>

namespace monitor {

ProcessReading process_from(
    pid_t pid, std::uint64_t start_time, const std::optional<rig::ProcessStat>& stat)
{
    if (!stat || stat->start_time != start_time) {
        return {pid, kProcessGone, {}};
    }
    return {pid, stat->state == 'x' ? kProcessGone : stat->state, stat->command};
}

void ProcessFacts::refresh(std::span<const Process> processes)
{
    m_entries.clear();
    for (const auto& process : processes) {
        const bool asked = std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
            return entry.start_time == process.start_time && entry.reading.pid == process.pid;
        });
        if (process.pid <= 0 || asked) {
            continue;  // several endpoints may be of one process
        }
        int error = 0;
        const auto stat = rig::read_process_stat(process.pid, error);
        const bool answered = stat || error == ENOENT || error == ESRCH;
        m_entries.push_back({process.start_time,
            answered ? process_from(process.pid, process.start_time, stat)
                     : ProcessReading{process.pid, kProcessUnknown, {}}});
    }
}

void ProcessFacts::set(std::uint64_t start_time, ProcessReading reading)
{
    std::erase_if(m_entries, [&](const Entry& entry) {
        return entry.start_time == start_time && entry.reading.pid == reading.pid;
    });
    m_entries.push_back({start_time, std::move(reading)});
}

const ProcessReading& ProcessFacts::of(pid_t pid, std::uint64_t start_time) const
{
    static const ProcessReading kNone;
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.start_time == start_time && entry.reading.pid == pid;
    });
    return found == m_entries.end() ? kNone : found->reading;
}

}  // namespace monitor
