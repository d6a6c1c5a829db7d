// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "strip_painter.h"

namespace widgets {

/// "held 2.13 s".
[[nodiscard]] QString heldText(const HeldBar& held, double now);

void paintLane(QPainter& painter, const StripScene& scene, const QRect& box);

}  // namespace widgets
