// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace gui {
class MainWindow;
}

namespace gui_test {

/// What holds of the window whatever was done to it. @returns in words, what does not.
[[nodiscard]] QStringList brokenRules(gui::MainWindow& window);

}  // namespace gui_test
