// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/control_channel.h"

#include <string>

namespace rig {
namespace {

bool is_blank(const std::string& line)
{
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

}  // namespace

std::vector<ringlib::Expected<ControlCommand>> ControlChannel::read()
{
    std::vector<std::string> lines = m_lines.read_available(m_descriptor);
    if (m_lines.at_end() && !m_finished) {
        m_finished = true;
        lines.push_back(m_lines.remainder());
    }
    std::vector<ringlib::Expected<ControlCommand>> commands;
    for (const std::string& line : lines) {
        if (!is_blank(line)) {
            commands.push_back(parse_control(line));
        }
    }
    return commands;
}

}  // namespace rig
