// SPDX-License-Identifier: GPL-3.0-or-later
#include "axis_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace widgets {

namespace {

constexpr double kHighest = 0.95;  // a mark above would stand between two panes

std::vector<double> decades(const AxisScale& scale, int most)
{
    constexpr double kNearly = 1e-9;
    const int first = static_cast<int>(std::ceil(std::log10(scale.bottom) - kNearly));
    const double highest = scale.bottom * std::pow(scale.top / scale.bottom, kHighest);
    const int last = static_cast<int>(std::floor(std::log10(highest) + kNearly));
    const int every = std::max(1, (last - first + most) / most);
    std::vector<double> ticks;
    for (int power = first; power <= last; power += every)
        ticks.push_back(std::pow(10.0, power));
    return ticks;
}

std::vector<double> multiples(const AxisScale& scale, int most)
{
    const double least = (scale.top - scale.bottom) * kHighest / std::max(1, most);
    const double magnitude = std::pow(10.0, std::floor(std::log10(least)));
    constexpr std::array kSteps{1.0, 2.0, 5.0, 10.0};
    const auto* found = std::find_if(
        kSteps.begin(), kSteps.end(), [&](double step) { return step * magnitude >= least; });
    const double step = (found == kSteps.end() ? kSteps.back() : *found) * magnitude;
    std::vector<double> ticks;
    for (double n = std::ceil(scale.bottom / step); n * step <= scale.top; ++n)
        ticks.push_back(n * step);
    return ticks;
}

}  // namespace

double AxisScale::share(double value) const
{
    if (!std::isfinite(value) || !(top > bottom))
        return 0;
    if (!log)
        return std::clamp((value - bottom) / (top - bottom), 0.0, 1.0);
    if (value < bottom)
        return band / 2;
    const double above = std::log(value / bottom) / std::log(top / bottom);
    return std::clamp(band + (1 - band) * above, 0.0, 1.0);
}

std::vector<double> axisTicks(const AxisScale& scale, int most)
{
    if (!(scale.top > scale.bottom) || (scale.log && !(scale.bottom > 0)))
        return {};
    std::vector<double> ticks = scale.log ? decades(scale, most) : multiples(scale, most);
    std::erase_if(ticks, [&](double tick) { return scale.share(tick) > kHighest; });
    return ticks;
}

}  // namespace widgets
