// SPDX-License-Identifier: GPL-3.0-or-later
#include "time_view.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace widgets {

void TimeView::setBounds(const std::optional<Bounds>& bounds, double now)
{
    m_bounds = bounds;
    m_now = now;
}

void TimeView::advance(double now)
{
    m_now = m_bounds ? std::clamp(now, m_bounds->first, m_bounds->last) : std::max(m_now, now);
}

/// Within bounds nothing before the first is shown as long as there is something after it.
double TimeView::followedEdge() const
{
    return m_bounds ? std::max(m_now, std::min(m_bounds->first + m_window, m_bounds->last)) : m_now;
}

void TimeView::setFollow(bool follow)
{
    if (follow)
        m_follows = true;
    else
        freeze();
}

void TimeView::freeze()
{
    if (!m_follows)
        return;
    m_edge = edge();
    m_reference = m_now;
    m_follows = false;
}

void TimeView::setWindow(double seconds)
{
    m_window = std::clamp(seconds, kShortest, kLongest);
}

void TimeView::pan(double seconds)
{
    freeze();
    m_edge = std::min(m_edge + seconds, latest());
}

void TimeView::zoom(double factor, double time)
{
    freeze();
    const double place = (time - from()) / (to() - from());
    setWindow(m_window * factor);
    const double left = time - place * m_window * (1 + kRoom);
    m_edge = std::min(left + m_window, latest());
}

void TimeView::show(double from, double to)
{
    freeze();
    setWindow(std::abs(to - from) / (1 + kRoom));
    m_edge = std::min(std::min(from, to) + m_window, latest());
}

void TimeView::restore(const Place& place)
{
    m_window = place.window;
    m_edge = std::min(place.edge, latest());
    m_reference = place.reference;
    m_follows = place.follows;
}

double timeStep(double secondsPerPixel, double pixels)
{
    constexpr std::array kSteps{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0,
        120.0, 300.0, 600.0, 1800.0};
    const double least = secondsPerPixel * pixels;
    const auto* step
        = std::find_if(kSteps.begin(), kSteps.end(), [least](double s) { return s >= least; });
    return step == kSteps.end() ? kSteps.back() : *step;
}

}  // namespace widgets
