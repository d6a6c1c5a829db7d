// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/shown_run.h"

#include <QWidget>

#include <functional>
#include <vector>

class QVBoxLayout;

namespace gui {

class ExpectationRow;

/// What was expected of a run, a line each, with a mark of what came of it. What broke has its
/// evidence under it, and where to look for it.
class ExpectationList : public QWidget {
    Q_OBJECT
public:
    explicit ExpectationList(QWidget* parent);

    /// @param when what the link to a moment says; empty: there is nowhere to go.
    void setLines(const std::vector<ShownLine>& lines, const std::function<QString(double)>& when);

Q_SIGNALS:
    /// @param seconds since the begin of the run.
    void momentChosen(double seconds);

private:
    QVBoxLayout* m_column;
    std::vector<ExpectationRow*> m_rows;
};

}  // namespace gui
