// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_row.h"

#include <QAbstractListModel>

#include <vector>

namespace gui {

/// Rings by name. A row that goes or comes moves the others; one that changes stays where it is.
class RingListModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const RingRow& row(int index) const
    {
        return m_rows[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] int indexOf(const std::string& ring) const;

    void setRows(std::vector<RingRow> rows);

private:
    class Merge;

    std::vector<RingRow> m_rows;
};

}  // namespace gui
