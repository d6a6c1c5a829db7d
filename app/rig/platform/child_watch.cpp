// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/child_watch.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/wait.h>

extern "C" {  // glibc 2.36 leaves it out there, which makes these functions C++ ones
#include <sys/pidfd.h>
}

namespace rig {

Descriptor watch_child(pid_t pid) noexcept
{
    return Descriptor(::pidfd_open(pid, 0));
}

bool has_ended(int child, int limit_ms) noexcept
{
    pollfd ended{.fd = child, .events = POLLIN, .revents = 0};
    return ::poll(&ended, 1, limit_ms) == 1;
}

bool send_signal(int child, int number) noexcept
{
    return ::pidfd_send_signal(child, number, nullptr, 0) == 0;
}

const char* signal_name(int number) noexcept
{
    return ::sigabbrev_np(number);
}

int reap(int child, siginfo_t& info, int options) noexcept
{
    int result = 0;
    do {
        result = ::waitid(P_PIDFD, static_cast<id_t>(child), &info, options);
    } while (result != 0 && errno == EINTR);
    return result;
}

}  // namespace rig
