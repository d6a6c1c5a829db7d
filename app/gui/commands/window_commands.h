// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/commands/command_list.h"

#include <QString>

class QMenuBar;

namespace gui {

class MainWindow;

/// Text of a command, without the mark of its mnemonic.
[[nodiscard]] QString withoutMnemonic(const QString& text);

/// Everything that is in the menus now, menus in menus too.
[[nodiscard]] std::vector<Command> menuCommands(const QMenuBar& menus);

/// That, and what can be done with each ring and each consumer that there is.
[[nodiscard]] std::vector<Command> windowCommands(MainWindow& window);

}  // namespace gui
