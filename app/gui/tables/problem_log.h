// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/selection.h"

#include "monitor/ring_reading.h"

#include "widgets/state_shape.h"

#include <QAbstractTableModel>

#include <deque>

namespace gui {

/// One thing that went wrong, however often it did.
struct Problem {
    std::string ring;
    std::string consumer;  ///< empty: the ring itself
    QString word;  ///< "STOPPED"
    widgets::StateShape shape{};
    widgets::Tone tone{};  ///< the worst that it was
    QString evidence;  ///< rule and numbers, as of the last time
    int count = 0;
    monitor::TimePoint first;
    monitor::TimePoint began;  ///< the last time
    monitor::TimePoint last;
    bool open = false;  ///< it still is one
};

/// The distinct problems of all rings, the latest first, as rows of a table.
class ProblemLog : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Who, Ring, Count, First, Last, Evidence };
    static constexpr int kColumnCount = Evidence + 1;
    static constexpr std::size_t kProblemsMax = 1000;  ///< those that ended first go

    using QAbstractTableModel::QAbstractTableModel;

    void take(const monitor::RingReading& reading);
    /// Of a ring that is watched no more: nothing of it is open.
    void close(const std::string& ring);

    [[nodiscard]] const Problem& problem(int row) const
    {
        return m_problems[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] int openCount() const;
    /// Where it began the last time.
    [[nodiscard]] Moment momentOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countChanged();

private:
    void note(Problem seen, monitor::TimePoint now);
    [[nodiscard]] QString text(const Problem& problem, int column) const;
    void forgetOldest();

    std::deque<Problem> m_problems;
};

/// What is wrong with it now, as problems that began at their first evidence.
[[nodiscard]] std::vector<Problem> problemsOf(const monitor::RingReading& reading);

}  // namespace gui
