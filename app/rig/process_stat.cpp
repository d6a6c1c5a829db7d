// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/process_stat.h"

#include <charconv>
#include <fstream>
#include <string>

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
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(file, line, '\0');  // a command may hold a line's end
    return parse_process_stat(line);
}

}  // namespace rig
