// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace gui_test {

/// Collects from now on what Qt warns about, except for what it says about the machine.
void watchQtWarnings();
/// What was collected since the last call.
QStringList takeQtWarnings();

}  // namespace gui_test
