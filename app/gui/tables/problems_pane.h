// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/tables/problem_log.h"

#include <QWidget>

namespace gui {

class ListTable;

/// What goes wrong, and went wrong. A row leads to where it began.
class ProblemsPane : public QWidget {
    Q_OBJECT
public:
    /// @param log outlives it.
    explicit ProblemsPane(ProblemLog& log, QWidget* parent = nullptr);

public Q_SLOTS:
    /// The next row, or the first after the last; the same backwards.
    void showNext();
    void showPrevious();

Q_SIGNALS:
    void momentChosen(const gui::Moment& moment);

private:
    void choose(int row);

    ProblemLog& m_log;
    ListTable* m_table;
};

}  // namespace gui
