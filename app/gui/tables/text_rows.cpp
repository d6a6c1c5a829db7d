// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/text_rows.h"

#include <algorithm>
#include <utility>

namespace gui {

TextRows::TextRows(std::vector<TextColumn> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

void TextRows::setRows(std::vector<QStringList> rows)
{
    const int before = rowCount();
    const int now = static_cast<int>(rows.size());
    if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    } else if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_rows.resize(rows.size());
        endInsertRows();
    }
    if (m_rows != rows) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(now - 1, columnCount() - 1));
    }
}

int TextRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextRows::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TextRows::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return m_rows[static_cast<std::size_t>(index.row())].value(index.column());
    }
    return role == Qt::TextAlignmentRole ? headerData(index.column(), Qt::Horizontal, role)
                                         : QVariant();
}

QVariant TextRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const TextColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(
            Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    return role == Qt::DisplayRole ? column.title : QVariant();
}

}  // namespace gui
