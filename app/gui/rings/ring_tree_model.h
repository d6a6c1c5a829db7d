// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_row.h"

#include <QAbstractItemModel>

#include <array>
#include <vector>

namespace gui {

/// Rings by name, those that are there, those of rigs, those that are gone and those in recordings
/// each below a title with their number.
class RingTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Group { Live, Rigs, Gone, Recorded };
    static constexpr int kGroups = Recorded + 1;

    using QAbstractItemModel::QAbstractItemModel;

    void setRows(std::vector<RingRow> rows);
    [[nodiscard]] QModelIndex indexOf(const std::string& ring) const;
    /// Null for a title.
    [[nodiscard]] const RingRow* ring(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(
        int row, int column = 0, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    class Merge;
    [[nodiscard]] const std::vector<RingRow>& group(int number) const
    {
        return m_groups[static_cast<std::size_t>(number)];
    }

    std::array<std::vector<RingRow>, kGroups> m_groups;
};

}  // namespace gui
