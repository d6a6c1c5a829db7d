// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_tree_model.h"

#include "gui/rings/ring_merge.h"

#include <algorithm>
#include <utility>

namespace gui {

namespace {

constexpr quintptr kTitle = RingTreeModel::kGroups;  // internal id; a ring's is its group

RingTreeModel::Group groupOf(const RingRow& row)
{
    if (row.recorded) {
        return RingTreeModel::Recorded;
    }
    if (row.gone) {
        return RingTreeModel::Gone;
    }
    return row.ofRig ? RingTreeModel::Rigs : RingTreeModel::Live;
}

}  // namespace

class RingTreeModel::Merge {
public:
    Merge(RingTreeModel& model, int group)
        : m_model(model)
        , m_title(model.index(group))
    {
    }

    void beginRemove(int first, int last) { m_model.beginRemoveRows(m_title, first, last); }
    void endRemove() { m_model.endRemoveRows(); }
    void beginInsert(int first, int last) { m_model.beginInsertRows(m_title, first, last); }
    void endInsert() { m_model.endInsertRows(); }
    void changed(int row)
    {
        const QModelIndex at = m_model.index(row, 0, m_title);
        Q_EMIT m_model.dataChanged(at, at);
    }

private:
    RingTreeModel& m_model;
    QModelIndex m_title;
};

void RingTreeModel::setRows(std::vector<RingRow> rows)
{
    std::array<std::vector<RingRow>, kGroups> groups;
    for (RingRow& row : rows) {
        groups[groupOf(row)].push_back(std::move(row));
    }
    for (int number = 0; number < kGroups; ++number) {
        const auto index = static_cast<std::size_t>(number);
        const std::size_t before = m_groups[index].size();
        mergeRings(m_groups[index], std::move(groups[index]), Merge(*this, number));
        if (before != m_groups[index].size()) {
            Q_EMIT dataChanged(this->index(number), this->index(number));
        }
    }
}

QModelIndex RingTreeModel::indexOf(const std::string& ring) const
{
    for (int number = 0; number < kGroups; ++number) {
        const std::vector<RingRow>& rows = group(number);
        const auto found = std::lower_bound(rows.begin(), rows.end(), ring,
            [](const RingRow& row, const std::string& name) { return row.ring < name; });
        if (found != rows.end() && found->ring == ring) {
            return index(static_cast<int>(found - rows.begin()), 0, index(number));
        }
    }
    return {};
}

const RingRow* RingTreeModel::ring(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != kTitle
        ? &group(static_cast<int>(index.internalId()))[static_cast<std::size_t>(index.row())]
        : nullptr;
}

QModelIndex RingTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || row >= rowCount(parent) || column != 0) {
        return {};
    }
    return createIndex(row, 0, parent.isValid() ? static_cast<quintptr>(parent.row()) : kTitle);
}

QModelIndex RingTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != kTitle
        ? createIndex(static_cast<int>(index.internalId()), 0, kTitle)
        : QModelIndex();
}

int RingTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid()) {
        return kGroups;
    }
    return parent.internalId() == kTitle ? static_cast<int>(group(parent.row()).size()) : 0;
}

int RingTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return 1;
}

QVariant RingTreeModel::data(const QModelIndex& index, int role) const
{
    if (const RingRow* row = ring(index)) {
        return ringData(*row, role);
    }
    if (!index.isValid()) {
        return {};
    }
    const std::array<QString, kGroups> titles{tr("Live"), tr("Rigs"), tr("Gone"), tr("Recordings")};
    const QString& title = titles[static_cast<std::size_t>(index.row())];
    if (role == Qt::AccessibleTextRole) {
        return tr("%1, %2 rings").arg(title).arg(rowCount(index));
    }
    if (role == kRemarkRole) {
        return QString::number(rowCount(index));
    }
    return role == Qt::DisplayRole ? title : QVariant();
}

}  // namespace gui
