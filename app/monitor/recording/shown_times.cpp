// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/shown_times.h"

#include <algorithm>
#include <ctime>

namespace monitor::recording {
namespace {

constexpr std::int64_t kShiftMax = Duration(std::chrono::hours(24 * 366 * 100)).count();

/// What a file holds may be any two numbers.
std::int64_t minus(std::int64_t a, std::int64_t b)
{
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) {
        return a < b ? -kShiftMax : kShiftMax;
    }
    return std::clamp(difference, -kShiftMax, kShiftMax);
}

std::int64_t nanoseconds_of(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

Duration unix_distance_now()
{
    return Duration(nanoseconds_of(CLOCK_REALTIME) - nanoseconds_of(CLOCK_MONOTONIC));
}

ShownTimes::ShownTimes(const Configuration& configuration, Duration unix_distance)
    : m_shift(minus(minus(configuration.started_unix_ns,
                        static_cast<std::int64_t>(std::min<std::uint64_t>(
                            configuration.started_ns, std::uint64_t{INT64_MAX}))),
        unix_distance.count()))
{
}

void ShownTimes::move(RingReading& reading) const
{
    const auto move_to = [this](TimePoint& time) { time += m_shift; };
    move_to(reading.sampled_at);
    if (reading.producer.held_since) {
        move_to(*reading.producer.held_since);
    }
    if (reading.producer.dead_since) {
        move_to(*reading.producer.dead_since);
    }
    for (ConsumerReading& consumer : reading.consumers) {
        move_to(consumer.since);
        move_to(consumer.evidence_since);
        move_to(consumer.pending_since);
    }
}

}  // namespace monitor::recording
