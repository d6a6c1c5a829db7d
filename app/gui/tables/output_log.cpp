// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/output_log.h"

#include "gui/parts/list_table.h"
#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"

#include "widgets/state_shape.h"

#include <algorithm>

namespace gui {

void OutputLog::add(const std::vector<rig::OutputLine>& lines)
{
    if (lines.empty()) {
        return;
    }
    const std::size_t skipped = lines.size() - std::min(lines.size(), kLinesMax);
    const std::size_t coming = lines.size() - skipped;
    const std::size_t kept = std::min(m_lines.size(), kLinesMax - coming);
    if (kept < m_lines.size()) {
        const auto gone = static_cast<std::ptrdiff_t>(m_lines.size() - kept);
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + gone);
        endRemoveRows();
    }
    const int at = rowCount();
    beginInsertRows({}, at, at + static_cast<int>(coming) - 1);
    for (std::size_t i = skipped; i < lines.size(); ++i) {
        const rig::OutputLine& line = lines[i];
        m_lines.push_back({line.at, shownText(line.worker), line.pid, line.is_error,
            shownText(line.text.substr(0, kTextMax))});
    }
    endInsertRows();
    for (std::size_t i = skipped; i < lines.size(); ++i) {
        noteWorker(shownText(lines[i].worker));
    }
}

void OutputLog::noteWorker(const QString& worker)
{
    if (!m_workers.contains(worker)) {
        m_workers.append(worker);
        Q_EMIT workerAdded(worker);
    }
}

int OutputLog::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int OutputLog::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant OutputLog::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == QuietRole) {
        return index.column() != Text && index.column() != Worker;
    }
    if (role == ShapeRole && index.column() == Stream && line.isError) {
        return static_cast<int>(widgets::StateShape::High);
    }
    if (role == ToneRole) {
        return static_cast<int>(line.isError ? widgets::Tone::Warning : widgets::Tone::Quiet);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Time:
        return timeOfDay(monitor::TimePoint(line.at), 3);
    case Worker:
        return line.worker;
    case Pid:
        return line.pid;
    case Stream:
        return line.isError ? tr("stderr") : tr("stdout");
    default:
        return line.text;
    }
}

QVariant OutputLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("time");
    case Worker:
        return tr("worker");
    case Pid:
        return tr("pid");
    case Stream:
        return tr("from");
    default:
        return tr("line");
    }
}

}  // namespace gui
