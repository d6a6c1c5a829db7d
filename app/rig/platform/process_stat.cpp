// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/process_stat.h"

#include "rig/descriptor.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace rig {
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

}  // namespace

std::optional<ProcessStat> parse_process_stat(std::string_view line)
{
    // The command may hold " (" and ") " itself: it reaches from the first parenthesis to the last.
    const auto open = line.find('(');
    const auto close = line.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open
        || open < 2 || !number<pid_t>(line.substr(0, open - 1))) {
        return std::nullopt;
    }
    const std::string_view rest
        = line.substr(close + 1);  // " S 1 …": the state is field 3, the start time field 22
    const auto state = field(rest, 1);
    const auto start_time = number<std::uint64_t>(field(rest, 20));
    if (state.size() != 1 || !start_time) {
        return std::nullopt;
    }
    return ProcessStat{.command = std::string(line.substr(open + 1, close - open - 1)),
        .state = state.front(),
        .start_time = *start_time};
}

std::optional<ProcessStat> read_process_stat(pid_t pid, int& error)
{
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/%d/stat", pid);
    const Descriptor file(::open(path.data(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> text{};
    const ssize_t size = file ? ::read(file.get(), text.data(), text.size()) : -1;
    error = size < 0 ? errno : 0;
    return size > 0 ? parse_process_stat({text.data(), static_cast<std::size_t>(size)})
                    : std::nullopt;
}

std::optional<ProcessStat> read_process_stat(pid_t pid)
{
    int ignored = 0;
    return read_process_stat(pid, ignored);
}

}  // namespace rig
