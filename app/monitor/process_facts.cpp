// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/process_facts.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace monitor {
namespace {

template <typename T>
std::optional<T> number(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// The field `skip` blanks further on; empty when there are fewer.
std::string_view field(std::string_view text, int skip)
{
    for (; skip > 0; --skip) {
        const auto blank = text.find(' ');
        if (blank == std::string_view::npos) {
            return {};
        }
        text.remove_prefix(blank + 1);
    }
    return text.substr(0, text.find_first_of(" \n"));
}

/// The stat line of `pid`; `error` is 0, or why it could not be read.
std::optional<StatLine> read_stat_line(pid_t pid, int& error)
{
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/%d/stat", pid);
    const int fd = ::open(path.data(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        error = errno;
        return std::nullopt;
    }
    std::array<char, 1024> text{};
    const ssize_t size = ::read(fd, text.data(), text.size());
    error = size < 0 ? errno : 0;
    ::close(fd);
    if (size <= 0) {
        return std::nullopt;
    }
    return parse_stat_line({text.data(), static_cast<std::size_t>(size)});
}

}  // namespace

std::optional<StatLine> parse_stat_line(std::string_view text)
{
    // The command may hold " (" and ") " itself: it reaches from
    // the first parenthesis to the last one.
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open
        || open < 2) {
        return std::nullopt;
    }
    const std::string_view rest
        = text.substr(close + 1);  // " S 1 …": the state is field 3, the start time field 22
    const auto pid = number<pid_t>(text.substr(0, open - 1));
    const auto state = field(rest, 1);
    const auto start_time = number<std::uint64_t>(field(rest, 20));
    if (!pid || state.size() != 1 || !start_time) {
        return std::nullopt;
    }
    return StatLine{
        *pid, std::string(text.substr(open + 1, close - open - 1)), state.front(), *start_time};
}

ProcessReading process_from(
    pid_t pid, std::uint64_t start_time, const std::optional<StatLine>& line)
{
    if (!line || line->start_time != start_time) {
        return {pid, kProcessGone, {}};
    }
    return {pid, line->state == 'x' ? kProcessGone : line->state, line->command};
}

void ProcessFacts::refresh(std::span<const Process> processes)
{
    m_entries.clear();
    for (const auto& process : processes) {
        if (process.pid <= 0) {
            continue;
        }
        int error = 0;
        const auto line = read_stat_line(process.pid, error);
        const bool answered = line || error == ENOENT || error == ESRCH;
        m_entries.push_back({process.start_time,
            answered ? process_from(process.pid, process.start_time, line)
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
