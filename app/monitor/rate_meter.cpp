// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/rate_meter.h"

#include <algorithm>

namespace monitor {
namespace {

// Two samples that are closer tell more of the scheduler than of a rate.
constexpr Duration kLeast = std::chrono::milliseconds(50);

}  // namespace

void RateMeter::reset() noexcept
{
    m_begin = 0;
    m_size = 0;
    m_rate = 0;
}

double RateMeter::advance(TimePoint time, ringlib::Sequence sequence) noexcept
{
    if (m_size > 0 && sequence < m_last) {
        reset();
    }
    m_last = sequence;
    // The oldest point stays until the one after it is a span
    // old: the rate is over a span at least.
    while (m_size > 1 && time - m_points[(m_begin + 1) % kPoints].time >= m_span) {
        m_begin = (m_begin + 1) % kPoints;
        --m_size;
    }
    if (m_size > 0) {
        const Point& oldest = m_points[m_begin];
        const Duration passed = time - oldest.time;
        if (passed > Duration(0) && passed >= std::min(kLeast, m_span)) {
            m_rate = static_cast<double>(sequence - oldest.sequence) / to_seconds(passed);
        }
    }
    // Two points of room for the jitter of the sampler: kPoints cover a span at any pace.
    const bool due = m_size == 0
        || time - m_points[(m_begin + m_size - 1) % kPoints].time
            >= m_span / static_cast<int>(kPoints - 2);
    if (due && m_size < kPoints) {
        m_points[(m_begin + m_size) % kPoints] = {time, sequence};
        ++m_size;
    }
    return m_rate;
}

}  // namespace monitor
