// SPDX-License-Identifier: MIT OR Apache-2.0
#include "liveness_watch.h"

#include <algorithm>

namespace ringlib {

using std::chrono::nanoseconds;

LivenessWatch::LivenessWatch(Timing timing, std::size_t consumers)
    : m_timing(timing)
    , m_clocks(consumers)
{
    m_findings.reserve(2 * consumers);
}

std::span<const LivenessWatch::Finding> LivenessWatch::look(
    std::uint64_t now_ns, std::span<const Sight> sights)
{
    m_findings.clear();
    const nanoseconds passed(
        m_last_look_ns ? static_cast<std::int64_t>(now_ns - *m_last_look_ns) : 0);
    const nanoseconds step = std::min(passed, 2 * m_timing.check_interval);
    m_last_look_ns = now_ns;
    for (std::size_t i = 0; i < m_clocks.size(); ++i) {
        Clock& clock = m_clocks[i];
        const Sight& sight = sights[i];
        if (!sight.blocks || !clock.runs || sight.cursor != clock.cursor) {
            clock = Clock{.cursor = sight.cursor,
                .stalled = {},
                .alerted_at = {},
                .runs = sight.blocks,
                .failed = false};
        } else {
            clock.stalled += step;
        }
        judge(i);
    }
    return m_findings;
}

void LivenessWatch::judge(std::size_t consumer)
{
    Clock& clock = m_clocks[consumer];
    if (!clock.runs || clock.failed) {
        return;
    }
    if (!clock.alerted_at && clock.stalled >= m_timing.progress_timeout) {
        clock.alerted_at = clock.stalled;
        m_findings.push_back({Finding::Kind::Stalled, consumer, clock.stalled});
    }
    if (clock.alerted_at && clock.stalled - *clock.alerted_at >= m_timing.grace) {
        clock.failed = true;
        m_findings.push_back({Finding::Kind::Failed, consumer, clock.stalled});
    }
}

nanoseconds LivenessWatch::until_look(std::uint64_t now_ns) const noexcept
{
    if (!m_last_look_ns) {
        return nanoseconds(0);
    }
    const nanoseconds passed(static_cast<std::int64_t>(now_ns - *m_last_look_ns));
    return std::max(m_timing.check_interval - passed, nanoseconds(0));
}

nanoseconds LivenessWatch::until_needed_look(std::uint64_t now_ns) const noexcept
{
    nanoseconds sleep = m_timing.check_interval * 9 / 5;
    for (const Clock& clock : m_clocks) {
        if (clock.runs && !clock.failed) {
            const nanoseconds found_at
                = clock.alerted_at ? *clock.alerted_at + m_timing.grace : m_timing.progress_timeout;
            sleep = std::min(sleep, std::max(found_at - clock.stalled, m_timing.check_interval));
        }
    }
    return until_look(now_ns) + (sleep - m_timing.check_interval);
}

void LivenessWatch::rest() noexcept
{
    m_last_look_ns.reset();
    std::fill(m_clocks.begin(), m_clocks.end(), Clock{});
}

std::optional<nanoseconds> LivenessWatch::until_failure() const noexcept
{
    std::optional<nanoseconds> soonest;
    for (const Clock& clock : m_clocks) {
        if (!clock.runs || clock.failed) {
            continue;
        }
        const nanoseconds alert = clock.alerted_at.value_or(m_timing.progress_timeout);
        const nanoseconds fails_at = m_timing.grace > nanoseconds::max() - alert
            ? nanoseconds::max()
            : alert + m_timing.grace;
        const nanoseconds left = std::max(fails_at - clock.stalled, nanoseconds(0));
        soonest = std::min(soonest.value_or(left), left);
    }
    return soonest;
}

}  // namespace ringlib
