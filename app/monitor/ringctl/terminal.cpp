// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/terminal.h"

#include <poll.h>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace ringctl {
namespace {

constexpr int kPatienceMs = 200;

void send(std::string_view text) noexcept
{
    pollfd terminal{STDOUT_FILENO, POLLOUT, 0};
    if (::poll(&terminal, 1, kPatienceMs) > 0) {
        // One that takes nothing has gone: nothing is left to restore.
        [[maybe_unused]] const auto ignored = ::write(STDOUT_FILENO, text.data(), text.size());
    }
}

}  // namespace

Terminal::Terminal()
{
    termios now{};
    if (::tcgetattr(STDIN_FILENO, &now) == 0) {
        m_before = now;
    }
    enter();
}

void Terminal::enter() noexcept
{
    if (m_before) {
        termios quiet = *m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    }
    m_entered = true;
    send("\x1b[?1049h\x1b[?25l");
}

void Terminal::leave() noexcept
{
    if (!m_entered) {
        return;
    }
    m_entered = false;
    send("\x1b[0m\x1b[?25h\x1b[?1049l");
    if (m_before) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &*m_before);
    }
}

monitor::ScreenSize Terminal::size() noexcept
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
        return {};
    }
    return {size.ws_col, size.ws_row};
}

}  // namespace ringctl
