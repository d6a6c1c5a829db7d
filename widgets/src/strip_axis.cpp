// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_axis.h"

#include "widgets/strip.h"

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double kFirstDecades = 3;

}  // namespace

StripAxis::StripAxis(const Strip& strip)
    : m_decades(kFirstDecades)
    , m_log(strip.log)
{
    adopt(strip);
}

void StripAxis::adopt(const Strip& strip)
{
    m_floor = strip.floor;
    m_fixedTop = strip.fixedTop;
    m_logByNature = strip.log;
}

void StripAxis::fit(double largest, double now)
{
    m_linear.fit(largest, now);
    m_decades.fit(largest > m_floor ? std::log10(largest / m_floor) : 0, now);
}

AxisScale StripAxis::scale(double band) const
{
    if (!m_log) {
        const AxisLimits limits
            = m_limits.value_or(AxisLimits{0, m_fixedTop.value_or(m_linear.top())});
        return {limits.bottom, limits.top, false, 0};
    }
    const AxisLimits limits = m_limits.value_or(
        AxisLimits{m_floor, m_fixedTop.value_or(m_floor * std::pow(10.0, m_decades.top()))});
    return {std::max(limits.bottom, m_floor), limits.top, true, band};
}

bool StripAxis::setLimits(const std::optional<AxisLimits>& limits)
{
    if (limits
        && (!std::isfinite(limits->bottom) || !std::isfinite(limits->top)
            || limits->bottom >= limits->top))
        return false;
    m_limits = limits;
    return true;
}

}  // namespace widgets
