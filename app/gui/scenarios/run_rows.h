// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/run/kept_runs.h"

#include <QAbstractTableModel>

namespace gui {

/// The runs that were kept, newest first, as rows of a table.
class RunRows : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Verdict, Scenario, When, Seconds, Seed };
    static constexpr int kColumnCount = Seed + 1;
    static constexpr int kSortRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::vector<monitor::run::KeptRun> runs);
    [[nodiscard]] const monitor::run::KeptRun& run(int row) const
    {
        return m_runs[static_cast<std::size_t>(row)];
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<monitor::run::KeptRun> m_runs;
};

}  // namespace gui
