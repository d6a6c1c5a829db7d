// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "strip_painter.h"

#include <QRect>
#include <QString>

namespace widgets {

/// All that the lane has to say there, a line each, also what it had no room to write; empty where
/// nothing is.
[[nodiscard]] QString laneTip(const StripScene& scene, const QRect& box, const QPoint& at);

}  // namespace widgets
