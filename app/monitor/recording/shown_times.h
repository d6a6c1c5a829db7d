// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"

namespace monitor::recording {

/// From the times in a recording to those it is shown by. The clock of the machine that recorded
/// began elsewhere: what was recorded at some time of day is shown at that time of day.
class ShownTimes {
public:
    /// As they are.
    ShownTimes() = default;
    /// @param unix_distance from CLOCK_MONOTONIC to CLOCK_REALTIME, here and now
    ShownTimes(const Configuration& configuration, Duration unix_distance);

    [[nodiscard]] TimePoint shown(TimePoint recorded) const { return recorded + m_shift; }
    [[nodiscard]] TimePoint recorded(TimePoint shown) const { return shown - m_shift; }
    /// Moves every time in it.
    void move(RingReading& reading) const;

private:
    Duration m_shift{};
};

/// From CLOCK_MONOTONIC to CLOCK_REALTIME.
[[nodiscard]] Duration unix_distance_now();

}  // namespace monitor::recording
