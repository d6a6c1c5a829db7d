// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>
#include <QWidget>

class QDockWidget;

namespace gui {

/// Tabs, each with a quiet number beside its name.
class TabStrip : public QTabBar {
    Q_OBJECT
public:
    explicit TabStrip(QWidget* parent);

    void setRemark(int tab, const QString& text);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString remark(int tab) const { return tabData(tab).toString(); }
};

/// The title of a pane that is several: their tabs, and what can be done with the pane.
class TabTitle : public QWidget {
    Q_OBJECT
public:
    TabTitle(QDockWidget* dock, const QString& name);

    [[nodiscard]] TabStrip& tabs() { return *m_tabs; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TabStrip* m_tabs;
};

}  // namespace gui
