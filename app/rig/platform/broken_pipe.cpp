// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/broken_pipe.h"

#include <cerrno>
#include <ctime>

namespace rig {

NoBrokenPipeSignal::NoBrokenPipeSignal()
{
    ::sigemptyset(&m_pipe);
    ::sigaddset(&m_pipe, SIGPIPE);
    sigset_t pending;
    ::sigpending(&pending);
    m_was_pending = ::sigismember(&pending, SIGPIPE) == 1;
    ::pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
}

NoBrokenPipeSignal::~NoBrokenPipeSignal()
{
    const int kept_errno = errno;
    const timespec no_time{};
    while (!m_was_pending && ::sigtimedwait(&m_pipe, nullptr, &no_time) < 0 && errno == EINTR) { }
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    errno = kept_errno;
}

}  // namespace rig
