// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rig {

/// Puts a descriptor's bytes together into lines, without ever waiting for more.
class LineReader {
public:
    /// Reads what is there, up to 128 KiB. @returns the lines completed by it, without their end.
    [[nodiscard]] std::vector<std::string> read_available(int descriptor);
    /// Whoever writes has closed; nothing more will come.
    [[nodiscard]] bool at_end() const { return m_at_end; }
    /// What came after the last line's end.
    [[nodiscard]] const std::string& remainder() const { return m_rest; }

private:
    void take_lines(std::vector<std::string>& lines);

    std::string m_rest;
    bool m_at_end = false;
};

}  // namespace rig
