// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMainWindow;
class QToolBar;

namespace gui {

class Actions;
class TimeWindowBox;

/// Menus of the window.
/// @param panes show and hide the docks
void makeMenus(QMainWindow& window, const Actions& actions, const QList<QAction*>& panes);
QToolBar* makeToolBar(QMainWindow& window, const Actions& actions, TimeWindowBox* timeWindow);

}  // namespace gui
