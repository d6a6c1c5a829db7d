// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/terminal_lines.h"

#include <optional>
#include <termios.h>

namespace ringctl {

/// The terminal at stdin and stdout, while a page of its own is on it: the screen before it is
/// there again as soon as this goes, in whatever way.
class Terminal {
public:
    Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    Terminal(Terminal&&) = delete;
    Terminal& operator=(Terminal&&) = delete;
    ~Terminal() { leave(); }

    /// To the page: no cursor, keys come at once and are not shown. Also where it may be there
    /// already, and nobody knows.
    void enter() noexcept;
    /// Back to what was before. Does not wait for a terminal that takes nothing.
    void leave() noexcept;

    [[nodiscard]] static monitor::ScreenSize size() noexcept;

private:
    std::optional<termios> m_before;
    bool m_entered = false;
};

}  // namespace ringctl
