// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QObject>

#include <array>

class QAction;
class QActionGroup;

namespace gui {

/// Every command of the window, once: menus and tool bar show these.
class Actions : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kNumberKeys = 9;

    explicit Actions(QObject* parent);

    QAction* attach;
    QAction* demo;  ///< starts it, or stops it
    QAction* quit;
    QAction* freeze;  ///< checkable: the view stands, sampling goes on
    QAction* newest;
    QAction* oldest;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* resetView;
    QAction* fullScreen;
    QAction* resetLayout;
    QAction* clearHistory;
    QAction* detach;
    QAction* keys;
    QAction* about;
    std::array<QAction*, kNumberKeys> selectConsumer{};
    QActionGroup* schemes;  ///< data: widgets::Scheme as int

    /// What needs a ring to look at.
    void setRingActionsEnabled(bool enabled);
    void showScheme(widgets::Scheme scheme);

private:
    void makeFileActions();
    void makeViewActions();
    void makeRingActions();
    void makeHelpActions();
    void makeSchemes();
};

}  // namespace gui
