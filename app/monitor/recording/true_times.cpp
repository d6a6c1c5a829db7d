// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/true_times.h"

#include <algorithm>

namespace monitor::recording {
namespace {

constexpr Duration kLongest = std::chrono::hours(24 * 366);  // a recording
constexpr Duration kEarlier = std::chrono::hours(24);  // what is in it may have been seen before
constexpr std::int64_t kLatest = INT64_MAX / 4;

}  // namespace

TrueTimes::TrueTimes(const Configuration& configuration)
{
    const auto started = static_cast<std::int64_t>(
        std::min<std::uint64_t>(configuration.started_ns, std::uint64_t{kLatest}));
    m_from = std::max<std::int64_t>(started - kEarlier.count(), 0);
    m_to = started + kLongest.count();
}

bool TrueTimes::holds(std::uint64_t time_ns, const std::optional<TimePoint>& last) const
{
    if (time_ns > std::uint64_t{kLatest} + kLongest.count()) {
        return false;
    }
    const auto time = static_cast<std::int64_t>(time_ns);
    return time >= m_from && time <= m_to && (!last || time >= to_ns(*last));
}

}  // namespace monitor::recording
