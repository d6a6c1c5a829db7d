// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/stall_clock.h"

#include <functional>

namespace monitor {

void StallClock::sample(
    TimePoint time, ringlib::Sequence consumed, std::uint64_t lag, Duration gap_min) noexcept
{
    if (!m_started) {
        m_started = true;
        m_progress = time;
    } else if (consumed != m_consumed) {
        const Duration rest = stalled(time);
        if (rest >= gap_min) {
            m_gaps[m_gap_count % kGaps] = rest;
            ++m_gap_count;
        }
        m_progress = time;
        m_progress_seen = true;
    }
    m_consumed = consumed;
    if (lag == 0) {
        m_work_since.reset();
        m_work_seen = true;
    } else if (!m_work_since) {
        m_work_since = time;
    }
}

void StallClock::stood_since(TimePoint since) noexcept
{
    if (m_work_since && stall_unseen()) {
        m_progress = std::min(m_progress, since);
        m_work_since = std::min(*m_work_since, since);
    }
}

Duration StallClock::stalled(TimePoint now) const noexcept
{
    return m_work_since ? std::max(now - since(), Duration(0)) : Duration(0);
}

std::optional<Duration> StallClock::usual_gap(const EvaluatorLimits& limits) const
{
    auto known = m_gaps;
    const std::size_t count = std::min(m_gap_count, kGaps);
    const auto needed = static_cast<std::size_t>(limits.stall_gaps_min);
    if (needed == 0 || count < needed) {
        return std::nullopt;
    }
    const auto nth = known.begin() + static_cast<std::ptrdiff_t>(needed - 1);
    std::nth_element(
        known.begin(), nth, known.begin() + static_cast<std::ptrdiff_t>(count), std::greater<>());
    return *nth;
}

Duration StallClock::threshold(const EvaluatorLimits& limits, Duration progress_timeout) const
{
    const auto gap = usual_gap(limits);
    const Duration learned = gap ? Duration(static_cast<Duration::rep>(
                                 static_cast<double>(gap->count()) * limits.stall_gap_factor))
                                 : limits.stall_unlearned;
    // The ring's own timeout has the last word: a warning comes before its alarm.
    return std::min(std::max(learned, limits.stall_min), progress_timeout / 2);
}

}  // namespace monitor
