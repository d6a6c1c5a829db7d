// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/recording/load.h"

#include <QString>

namespace gui {

/// What is not as it was recorded, in one line that is safe to show; empty when all of it is good.
[[nodiscard]] QString flawsOf(const monitor::recording::LoadedRecording& loaded);

}  // namespace gui
