// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace gui {

/// Scenarios, each with what it gave last and a sign that runs it by one click, or ends it while it
/// runs. Enter runs the one that is selected.
class ScenarioList : public QListView {
    Q_OBJECT
public:
    explicit ScenarioList(QWidget* parent);

    /// Where the sign of a row is.
    [[nodiscard]] QRect signRect(const QModelIndex& index) const;

Q_SIGNALS:
    void runRequested(const QModelIndex& index);
    void abortRequested();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void press(const QModelIndex& index);
};

}  // namespace gui
