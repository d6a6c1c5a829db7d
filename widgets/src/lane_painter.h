// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "strip_painter.h"

namespace widgets {

/// How long a ring took to be as it was before a fault.
[[nodiscard]] QString recoveryText(double seconds);

void paintLane(QPainter& painter, const StripScene& scene, const QRect& box);

}  // namespace widgets
