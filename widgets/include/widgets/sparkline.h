// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

class QPainter;

namespace widgets {

struct Theme;

/// Values 0 … 1, oldest first: a line, its floor, a dot at the newest. No colour, no axis.
void paintSparkline(
    QPainter& painter, const QRectF& box, const std::vector<float>& values, const Theme& theme);

}  // namespace widgets
