// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/workbench.h"

#include <QString>

#include <string>
#include <vector>

namespace gui {

/// What somebody who is asked for help wants to know first: versions, this machine, how it samples.
/// No name of a file, a user or a host.
[[nodiscard]] QString diagnosticsText(const Workbench& workbench);

/// The same of rings, a line each. Asks their files, which may hang.
[[nodiscard]] QString ringDiagnosticsText(const std::vector<std::string>& rings);

}  // namespace gui
