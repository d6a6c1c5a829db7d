// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QMainWindow;
class QWidget;

namespace gui {

/// What Tab goes through, in the order in which one reads the window: menus, tool bar, the panes at
/// the left from the top, the middle, the panes at the right and below, the status bar. Qt's own
/// order is that in which things were made, and panes can be moved.
[[nodiscard]] std::vector<QWidget*> focusWay(const QMainWindow& window);

/// To the next on that way, or the one before.
/// @returns whether there is one.
bool moveFocus(const QMainWindow& window, bool forward);

}  // namespace gui
