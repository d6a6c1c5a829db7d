// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>

namespace monitor {

/// CLOCK_MONOTONIC, the clock of every time in a snapshot.
using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = std::chrono::nanoseconds;

[[nodiscard]] constexpr TimePoint from_monotonic_ns(std::uint64_t ns) noexcept
{
    return TimePoint(Duration(static_cast<std::int64_t>(ns)));
}
[[nodiscard]] constexpr std::int64_t to_ns(TimePoint time) noexcept
{
    return Duration(time.time_since_epoch()).count();
}
[[nodiscard]] constexpr double to_seconds(Duration duration) noexcept
{
    return std::chrono::duration<double>(duration).count();
}

/// From now until `deadline`, as poll and its like want it; 0 when it is over.
[[nodiscard]] inline timespec time_until(TimePoint deadline) noexcept
{
    const Duration left = std::max<Duration>(deadline - Clock::now(), {});
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    return {.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
}

}  // namespace monitor
