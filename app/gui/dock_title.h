// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;

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

private Q_SLOTS:
    void toggleFloating();

private:
    QDockWidget* m_dock;
    QString m_remark;
};

/// A pane with such a title.
QDockWidget* makeDock(const QString& objectName, const QString& title, QWidget* content,
    DockTitle** titleBar, QWidget* parent);

}  // namespace gui
