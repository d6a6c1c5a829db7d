// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/start/command_line.h"

namespace gui {

/// From now on Qt's log goes to stderr as "ringscope: …", from `level` on. Two remarks that Qt
/// makes about the machine, not about the program (no runtime folder; a platform without size
/// hints), count as debug output. Where there is no display the program ends with 70.
void installMessageFilter(LogLevel level);

}  // namespace gui
