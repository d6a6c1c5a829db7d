// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace widgets {

/// Seconds to pixels along the time axis.
struct TimeScale {
    double from = 0;
    double to = 1;
    int left = 0;
    int width = 1;

    [[nodiscard]] double x(double time) const { return left + (time - from) / (to - from) * width; }
    [[nodiscard]] double time(double x) const { return from + (x - left) / width * (to - from); }
    [[nodiscard]] double perPixel() const { return (to - from) / width; }
};

}  // namespace widgets
