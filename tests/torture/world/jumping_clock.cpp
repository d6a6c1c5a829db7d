// SPDX-License-Identifier: MIT OR Apache-2.0
// Loaded before the C library: each question for the wall clock is answered with another time, up
// to a day off in either direction. All other clocks are the kernel's.
#include <atomic>
#include <cstdint>
#include <ctime>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr std::int64_t kDay = 86'400;

std::int64_t next_jump() noexcept
{
    static std::atomic<std::uint64_t> asked{0};
    const std::uint64_t mixed = (asked.fetch_add(1) + 1) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::int64_t>(mixed >> 32U) % (2 * kDay) - kDay;
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock_id, timespec* tp) noexcept
{
    const long result = ::syscall(SYS_clock_gettime, clock_id, tp);
    if (result == 0 && (clock_id == CLOCK_REALTIME || clock_id == CLOCK_REALTIME_COARSE)) {
        tp->tv_sec += next_jump();
    }
    return static_cast<int>(result);
}

extern "C" int gettimeofday(timeval* tv, void* /*tz*/) noexcept
{
    timespec exact{};
    const int result = clock_gettime(CLOCK_REALTIME, &exact);
    *tv = {.tv_sec = exact.tv_sec, .tv_usec = exact.tv_nsec / 1000};
    return result;
}

extern "C" time_t time(time_t* timer) noexcept
{
    timespec exact{};
    clock_gettime(CLOCK_REALTIME, &exact);
    if (timer != nullptr) {
        *timer = exact.tv_sec;
    }
    return exact.tv_sec;
}
