// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/clock.h"

#include <QString>

namespace gui {

/// A time as the plots count it: seconds on the clock of the samples.
[[nodiscard]] inline double plotSeconds(monitor::TimePoint time)
{
    return monitor::to_seconds(time.time_since_epoch());
}
[[nodiscard]] inline monitor::TimePoint fromPlotSeconds(double seconds)
{
    return monitor::TimePoint(
        std::chrono::duration_cast<monitor::Duration>(std::chrono::duration<double>(seconds)));
}

/// "14:03:25.9": when that was on the wall.
/// @param decimals of a second, 0 … 3
[[nodiscard]] QString timeOfDay(monitor::TimePoint time, int decimals);

/// "2026-11-28 14:03:25": when that was on the wall, for what was not today.
[[nodiscard]] QString dayAndTime(monitor::TimePoint time);

/// "20261128T140325Z": now, for the name of a file.
[[nodiscard]] QString fileStamp();

/// "12 s", "2 min 05 s": in whole seconds, for what runs.
[[nodiscard]] QString wholeSeconds(double seconds);

}  // namespace gui
