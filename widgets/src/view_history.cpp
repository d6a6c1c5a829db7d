// SPDX-License-Identifier: GPL-3.0-or-later
#include "view_history.h"

#include <utility>

namespace widgets {

void ViewHistory::left(const TimeView::Place& before, Step step, double time)
{
    m_future.clear();
    const bool sameTurn = step == Step::Notch && m_lastNotch && time - *m_lastNotch < kOneTurn;
    m_lastNotch = step == Step::Notch ? std::optional(time) : std::nullopt;
    if (sameTurn)
        return;
    m_past.push_back(before);
    if (m_past.size() > kDeepest)
        m_past.pop_front();
}

std::optional<TimeView::Place> ViewHistory::undo(const TimeView::Place& current)
{
    if (m_past.empty())
        return std::nullopt;
    m_lastNotch.reset();
    m_future.push_back(current);
    const TimeView::Place place = m_past.back();
    m_past.pop_back();
    return place;
}

std::optional<TimeView::Place> ViewHistory::redo(const TimeView::Place& current)
{
    if (m_future.empty())
        return std::nullopt;
    m_lastNotch.reset();
    m_past.push_back(current);
    const TimeView::Place place = m_future.back();
    m_future.pop_back();
    return place;
}

}  // namespace widgets
