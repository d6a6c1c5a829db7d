// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/ring_list_model.h"

#include <algorithm>
#include <utility>

namespace gui {

int RingListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RingListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const RingRow& ring = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return ring.name;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3").arg(ring.name, ring.dimensions, ring.condition);
    case Qt::ToolTipRole:  // taken for rich text unless it is made plain
        return tr("%1: %2").arg(ring.name, ring.condition).toHtmlEscaped();
    default:
        return {};
    }
}

int RingListModel::indexOf(const std::string& ring) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const RingRow& row) { return row.ring == ring; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void RingListModel::setRows(std::vector<RingRow> rows)
{
    std::sort(rows.begin(), rows.end(),
        [](const RingRow& a, const RingRow& b) { return a.ring < b.ring; });
    // Merge by name, so that selection and scrolling survive rings that come and go.
    std::size_t at = 0;
    for (RingRow& row : rows) {
        while (at < m_rows.size() && m_rows[at].ring < row.ring) {
            beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(at));
            endRemoveRows();
        }
        if (at == m_rows.size() || m_rows[at].ring != row.ring) {
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
            endInsertRows();
        } else if (m_rows[at] != row) {
            m_rows[at] = std::move(row);
            const QModelIndex changed = index(static_cast<int>(at));
            Q_EMIT dataChanged(changed, changed);
        }
        ++at;
    }
    if (at < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(at), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
}

}  // namespace gui
