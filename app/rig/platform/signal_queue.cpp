// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/signal_queue.h"

#include <sys/signalfd.h>
#include <unistd.h>

namespace rig {

SignalQueue::SignalQueue(const sigset_t& signals) noexcept
    : m_descriptor(::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC))
{
}

std::optional<int> SignalQueue::take() noexcept
{
    signalfd_siginfo info{};
    if (::read(m_descriptor.get(), &info, sizeof(info)) != static_cast<ssize_t>(sizeof(info))) {
        return std::nullopt;
    }
    return static_cast<int>(info.ssi_signo);
}

}  // namespace rig
