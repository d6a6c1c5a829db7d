// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/process_stat.h"

#include "rig/descriptor.h"

#include <array>
#include <charconv>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace rig {
namespace {

constexpr int kStateField = 3;
constexpr int kStartTimeField = 22;

}  // namespace

std::optional<ProcessStat> parse_process_stat(std::string_view line)
{
    // The command in field 2 may itself hold blanks and parentheses: what follows is counted from
    // its last ')'.
    const std::size_t command_end = line.rfind(") ");
    if (command_end == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view rest = line.substr(command_end + 2);
    if (rest.size() < 2 || rest[1] != ' ') {
        return std::nullopt;
    }
    ProcessStat stat{.state = rest.front()};
    for (int field = kStateField; field < kStartTimeField; ++field) {
        const std::size_t blank = rest.find(' ');
        if (blank == std::string_view::npos) {
            return std::nullopt;
        }
        rest.remove_prefix(blank + 1);
    }
    const auto [end, error]
        = std::from_chars(rest.data(), rest.data() + rest.size(), stat.start_time);
    return error == std::errc{} ? std::optional(stat) : std::nullopt;
}

std::optional<ProcessStat> read_process_stat(pid_t pid)
{
    const std::string path = "/proc/" + std::to_string(pid) + "/stat";
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> text{};
    const ssize_t size = file ? ::read(file.get(), text.data(), text.size()) : -1;
    return size > 0 ? parse_process_stat({text.data(), static_cast<std::size_t>(size)})
                    : std::nullopt;
}

}  // namespace rig
