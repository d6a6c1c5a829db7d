// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/live/live_status.h"

#include <QAbstractTableModel>

#include <deque>
#include <vector>

namespace gui {

/// What the workers of our rigs wrote, oldest first, as rows of a table.
class OutputLog : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Worker, Pid, Stream, Text };
    static constexpr int kColumnCount = Text + 1;
    static constexpr std::size_t kLinesMax = 5000;  ///< the oldest go
    static constexpr int kTextMax = 2000;  ///< letters of a line

    using QAbstractTableModel::QAbstractTableModel;

    void add(const std::vector<rig::OutputLine>& lines);
    /// Each once, in the order in which they came; safe to show.
    [[nodiscard]] const QStringList& workers() const { return m_workers; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void workerAdded(const QString& worker);

private:
    struct Line {
        rig::scenario::Time at{};
        QString worker;
        pid_t pid = 0;
        bool isError = false;
        QString text;
    };

    void noteWorker(const QString& worker);

    std::deque<Line> m_lines;
    QStringList m_workers;
};

}  // namespace gui
