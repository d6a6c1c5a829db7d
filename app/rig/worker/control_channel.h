// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/control_command.h"
#include "rig/line_reader.h"

#include <vector>

namespace rig {

/// The commands that come in through a descriptor, as lines of JSON. Never waits.
class ControlChannel {
public:
    explicit ControlChannel(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    /// What came since the last call, in order; a line that is no command is an error. A last line
    /// without its end counts too.
    [[nodiscard]] std::vector<ringlib::Expected<ControlCommand>> read();
    /// Whoever steers has closed.
    [[nodiscard]] bool at_end() const { return m_lines.at_end(); }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
    LineReader m_lines;
    bool m_finished = false;
};

}  // namespace rig
