// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_peaks.h"

#include <algorithm>

namespace gui {

void RingPeaks::take(const monitor::RingReading& reading)
{
    if (!reading.attached) {
        return;
    }
    if (!m_begun || reading.instance_number != m_instance) {
        m_isReset = m_isReset && !m_begun;  // another ring has a life of its own
        begin(reading);
    }
    // The producer sees what lies between two readings: when its mark rises, it was now.
    const std::uint64_t seen = reading.used_max > m_highWater ? reading.used_max : std::uint64_t{0};
    const std::uint64_t most = std::max(reading.used, seen);
    m_highWater = reading.used_max;
    if (most > m_usedMost) {
        m_usedMost = most;
        m_usedMostAt = reading.sampled_at;
    }
    m_blocked = std::max(0.0, reading.producer.blocked_s_total - m_blockedBefore);
}

void RingPeaks::begin(const monitor::RingReading& reading)
{
    m_begun = true;
    m_instance = reading.instance_number;
    m_usedMost = reading.used;
    m_usedMostAt = reading.sampled_at;
    m_highWater = reading.used_max;
    m_blockedBefore = m_isReset ? reading.producer.blocked_s_total : 0;
    m_since = reading.sampled_at;
}

}  // namespace gui
