// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/time_lag.h"

#include <algorithm>

namespace monitor {

TimeLagTable::TimeLagTable(Duration span, Duration resolution)
    : m_span(span)
    , m_resolution(std::max(resolution, Duration(1)))
    , m_runs(static_cast<std::size_t>(span / m_resolution) + 2)
{
}

void TimeLagTable::clear() noexcept
{
    m_begin = 0;
    m_size = 0;
}

void TimeLagTable::add(TimePoint time, ringlib::Sequence published)
{
    if (m_size > 0 && (published < run(m_size - 1).published || time < run(m_size - 1).last)) {
        clear();
    }
    if (m_size > 0 && run(m_size - 1).published == published) {
        run(m_size - 1).last = time;
        return;
    }
    if (m_size > 1 && time - run(m_size - 2).last < m_resolution) {
        run(m_size - 1) = {time, time, published};  // finer than asked for
        return;
    }
    // The run before `span` ago is kept: it bounds the first one within.
    while (m_size == m_runs.size() || (m_size > 1 && time - run(1).first > m_span)) {
        m_begin = place(1);
        --m_size;
    }
    ++m_size;
    run(m_size - 1) = {time, time, published};
}

TimeLag TimeLagTable::lookup(ringlib::Sequence consumed, TimePoint now) const
{
    if (m_size == 0 || consumed >= run(m_size - 1).published) {
        return {};
    }
    // The oldest unconsumed event, `consumed` + 1, was published between the last sample without it
    // and the first with it; within a run nothing was published, so between the end of one and the
    // beginning of the next.
    const ringlib::Sequence wanted = consumed + 1;
    if (run(0).published >= wanted) {
        return {std::max(now - run(0).first, Duration(0)), true};
    }
    // Who keeps up is found near the end, in steps that double; the rest by halves.
    std::size_t high = m_size - 1;  // with it
    std::size_t low = high;  // without it, at last
    for (std::size_t step = 1; run(low).published >= wanted; step *= 2) {
        high = low;
        low -= std::min(step, low);
    }
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (run(middle).published >= wanted ? high : low) = middle;
    }
    const Run& before = run(low);
    const Run& after = run(high);
    const double share = static_cast<double>(wanted - before.published)
        / static_cast<double>(after.published - before.published);
    const auto published_at = before.last
        + Duration(static_cast<Duration::rep>(
            share * static_cast<double>((after.first - before.last).count())));
    return {std::max(now - published_at, Duration(0)), false};
}

}  // namespace monitor
