// SPDX-License-Identifier: GPL-3.0-or-later
#include "auto_range.h"

#include <cmath>

namespace widgets {

namespace {

constexpr double kHeadroom = 1.2;
constexpr double kLeast = 1.05;  // headroom below which the axis grows
constexpr double kMuchLess = 0.6;

/// The next round number at or above `value`.
double roundUp(double value)
{
    const double magnitude = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (value <= step * magnitude * (1 + 1e-9))
            return step * magnitude;
    }
    return 10 * magnitude;
}

}  // namespace

void AutoRange::fit(double largest, double now)
{
    if (!std::isfinite(largest) || largest <= 0) {
        m_smallSince.reset();  // nothing to show is no reason to change the scale
        return;
    }
    const double wanted = roundUp(largest * kHeadroom);
    if (largest * kLeast > m_top) {
        m_top = wanted;
        m_smallSince.reset();
        return;
    }
    if (wanted > m_top * kMuchLess) {
        m_smallSince.reset();
        return;
    }
    if (!m_smallSince || now < *m_smallSince)
        m_smallSince = now;
    if (now - *m_smallSince >= kShrinkAfter) {
        m_top = wanted;
        m_smallSince.reset();
    }
}

}  // namespace widgets
