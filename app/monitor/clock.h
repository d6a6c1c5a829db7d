// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

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

}  // namespace monitor
