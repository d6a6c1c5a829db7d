// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/shown_run.h"

#include <QWidget>

class QLabel;

namespace widgets {
class LinkLabel;
}

namespace gui {

/// One line of a card.
class ExpectationRow : public QWidget {
    Q_OBJECT
public:
    explicit ExpectationRow(QWidget* parent);

    /// @param link words of a link to its moment; empty: there is none.
    void setLine(const ShownLine& line, const QString& link);
    [[nodiscard]] const ShownLine& line() const { return m_line; }

Q_SIGNALS:
    void momentChosen(double seconds);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ShownLine m_line;
    QLabel* m_name;
    QLabel* m_evidence;
    widgets::LinkLabel* m_jump;
};

}  // namespace gui
