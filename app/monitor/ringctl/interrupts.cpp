// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/interrupts.h"

#include "rig/platform/wait.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace ringctl {
namespace {

constexpr short kGone = POLLHUP | POLLERR | POLLNVAL;

}  // namespace

Interrupts::Interrupts(bool terminal)
    : m_keys(terminal && ::isatty(STDIN_FILENO) != 0)
{
    ::sigemptyset(&m_taken);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        ::sigaddset(&m_taken, number);
    }
    if (terminal) {
        for (const int number : {SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH}) {
            ::sigaddset(&m_taken, number);
        }
    }
    ::pthread_sigmask(SIG_BLOCK, &m_taken, &m_before);
    m_signals = rig::SignalQueue(m_taken);
}

Interrupts::~Interrupts()
{
    read_signals();  // one that came meanwhile has what it wants
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void Interrupts::read_signals()
{
    while (const auto number = m_signals.take()) {
        switch (*number) {
        case SIGTSTP:
            m_suspend = true;
            break;
        case SIGCONT:
        case SIGWINCH:
            m_redraw = true;
            break;
        default:
            m_end = true;
        }
    }
}

void Interrupts::read_keys()
{
    std::array<char, 64> keys{};
    const ssize_t count = ::read(STDIN_FILENO, keys.data(), keys.size());
    if (count <= 0) {
        m_keys = false;
        m_end = m_end || count == 0 || errno != EINTR;  // the terminal has gone
        return;
    }
    m_end = m_end || std::any_of(keys.begin(), keys.begin() + count, [](char key) {
        return key == 'q' || key == 'Q';
    });
}

void Interrupts::wait_until(monitor::TimePoint deadline)
{
    std::array<pollfd, 2> sources{
        pollfd{m_signals.descriptor(), POLLIN, 0}, pollfd{m_keys ? STDIN_FILENO : -1, POLLIN, 0}};
    if (rig::poll_until(sources, deadline) <= 0) {
        return;
    }
    read_signals();
    if ((sources[1].revents & (POLLIN | kGone)) != 0) {
        read_keys();
    }
}

bool Interrupts::wait_writable(int descriptor)
{
    for (;;) {
        std::array<pollfd, 2> sources{
            pollfd{m_signals.descriptor(), POLLIN, 0}, pollfd{descriptor, POLLOUT, 0}};
        ::poll(sources.data(), sources.size(), -1);
        read_signals();
        if (sources[1].revents != 0) {
            return true;  // also where a write will tell what is wrong
        }
        if (m_end) {
            return false;
        }
    }
}

void Interrupts::let_through() const
{
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

bool Interrupts::take_suspend() noexcept
{
    return std::exchange(m_suspend, false);
}

bool Interrupts::take_redraw() noexcept
{
    return std::exchange(m_redraw, false);
}

void Interrupts::suspend() const
{
    sigset_t stop{};
    ::sigemptyset(&stop);
    ::sigaddset(&stop, SIGTSTP);
    ::raise(SIGTSTP);
    ::pthread_sigmask(SIG_UNBLOCK, &stop, nullptr);  // here it stops, and goes on
    ::pthread_sigmask(SIG_BLOCK, &stop, nullptr);
}

}  // namespace ringctl
