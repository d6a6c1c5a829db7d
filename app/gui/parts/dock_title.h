// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;

namespace gui {

/// Title of a pane: its name, a quiet remark beside it, and what can be done with the pane.
class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QDockWidget* dock);

    void setRemark(const QString& remark);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QDockWidget* m_dock;
    QString m_remark;
};

/// What can be done with any pane: a window of its own, away.
QWidget* makeDockButtons(QDockWidget* dock, QWidget* parent);

struct DockWords {
    const char* name;  ///< of the object
    QString title;
};

/// A pane with such a title.
QDockWidget* makeDock(
    const DockWords& words, QWidget* content, DockTitle** titleBar, QWidget* parent);

}  // namespace gui
