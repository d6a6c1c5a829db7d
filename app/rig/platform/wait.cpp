// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/wait.h"

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace rig {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

timespec as_timespec(nanoseconds time) noexcept
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    return {.tv_sec = seconds.count(), .tv_nsec = (time - seconds).count()};
}

}  // namespace

int poll_for(std::span<pollfd> sources, nanoseconds time) noexcept
{
    const timespec limit = as_timespec(time);
    return ::ppoll(sources.data(), sources.size(), &limit, nullptr);
}

int poll_until(std::span<pollfd> sources, steady_clock::time_point deadline) noexcept
{
    return poll_for(sources, std::max<nanoseconds>(deadline - steady_clock::now(), {}));
}

void sleep_until(steady_clock::time_point deadline) noexcept
{
    const timespec time = as_timespec(deadline.time_since_epoch());
    while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nullptr) == EINTR) { }
}

}  // namespace rig
