// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/event_log.h"

#include "gui/parts/list_table.h"
#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"

#include <algorithm>
#include <utility>

namespace gui {

namespace {

QString wordOf(EventKind kind)
{
    switch (kind) {
    case EventKind::Ring:
        return EventLog::tr("ring");
    case EventKind::State:
        return EventLog::tr("state");
    case EventKind::Producer:
        return EventLog::tr("producer");
    case EventKind::Rig:
        return EventLog::tr("rig");
    case EventKind::Fault:
        return EventLog::tr("fault");
    case EventKind::Note:
        return EventLog::tr("note");
    case EventKind::Message:
        return EventLog::tr("message");
    }
    return {};
}

}  // namespace

void EventLog::add(LoggedEvent event)
{
    if (m_events.size() == kEventsMax) {
        forgetFirstTold();
    }
    const auto later = std::upper_bound(m_events.begin(), m_events.end(), event.moment.at,
        [](monitor::TimePoint time, const Row& row) { return time < row.event.moment.at; });
    const int at = static_cast<int>(later - m_events.begin());
    beginInsertRows({}, at, at);
    m_events.insert(later, {std::move(event), m_told++});
    endInsertRows();
}

void EventLog::forgetFirstTold()
{
    const auto first = std::min_element(m_events.begin(), m_events.end(),
        [](const Row& a, const Row& b) { return a.number < b.number; });
    const int at = static_cast<int>(first - m_events.begin());
    beginRemoveRows({}, at, at);
    m_events.erase(first);
    endRemoveRows();
}

int EventLog::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventLog::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant EventLog::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const LoggedEvent& row = loggedEvent(index.row());
    if (role == QuietRole) {
        return index.column() < Kind;
    }
    if (role == ShapeRole) {
        return index.column() == Kind ? QVariant(static_cast<int>(row.shape)) : QVariant();
    }
    if (role == ToneRole) {
        return static_cast<int>(row.tone);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Time:
        return timeOfDay(row.moment.at, 3);
    case Ring:
        return shownText(row.moment.ring);
    case Kind:
        return wordOf(row.kind);
    default:
        return row.text;
    }
}

QVariant EventLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("time");
    case Ring:
        return tr("ring");
    case Kind:
        return tr("kind");
    default:
        return tr("what happened");
    }
}

}  // namespace gui
