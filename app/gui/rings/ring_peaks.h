// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/ring_reading.h"

#include <cstdint>

namespace gui {

/// How full a ring was at most since it was attached to, and how long its producer was blocked in
/// the ring's life; both since this was reset, once it was.
class RingPeaks {
public:
    void take(const monitor::RingReading& reading);
    /// From the next reading on.
    void reset()
    {
        m_begun = false;
        m_isReset = true;
    }
    [[nodiscard]] bool isReset() const { return m_isReset; }

    [[nodiscard]] std::uint64_t usedMost() const { return m_usedMost; }
    [[nodiscard]] monitor::TimePoint usedMostAt() const { return m_usedMostAt; }
    [[nodiscard]] double blockedSeconds() const { return m_blocked; }
    [[nodiscard]] monitor::TimePoint since() const { return m_since; }

private:
    void begin(const monitor::RingReading& reading);

    bool m_begun = false;
    bool m_isReset = false;
    std::uint64_t m_instance = 0;
    std::uint64_t m_usedMost = 0;
    monitor::TimePoint m_usedMostAt;
    std::uint64_t m_highWater = 0;  ///< as the producer kept it, when it was last looked at
    double m_blocked = 0;
    double m_blockedBefore = 0;
    monitor::TimePoint m_since;
};

}  // namespace gui
