// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_list_model.h"

#include "gui/rings/ring_merge.h"

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
    return ringData(row(index.row()), role);
}

int RingListModel::indexOf(const std::string& ring) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const RingRow& row) { return row.ring == ring; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

class RingListModel::Merge {
public:
    explicit Merge(RingListModel& model)
        : m_model(model)
    {
    }

    void beginRemove(int first, int last) { m_model.beginRemoveRows({}, first, last); }
    void endRemove() { m_model.endRemoveRows(); }
    void beginInsert(int first, int last) { m_model.beginInsertRows({}, first, last); }
    void endInsert() { m_model.endInsertRows(); }
    void changed(int row) { Q_EMIT m_model.dataChanged(m_model.index(row), m_model.index(row)); }

private:
    RingListModel& m_model;
};

void RingListModel::setRows(std::vector<RingRow> rows)
{
    mergeRings(m_rows, std::move(rows), Merge(*this));
}

}  // namespace gui
