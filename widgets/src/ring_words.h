// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ring_painting.h"

namespace widgets {

/// One line in the middle of a ring.
struct MiddleLine {
    QString text;
    double size = 0;  ///< in em
    QFont::Weight weight = QFont::Normal;
    QColor color;
    bool spaced = false;
};

[[nodiscard]] std::vector<MiddleLine> middleLines(const RingScene& scene);
/// Makes the lines smaller, then drops the least needed, until they fit within the innermost lane.
void paintMiddle(QPainter& painter, const RingScene& scene);
/// Names with their leaders, quarter marks, and the tag of who holds the producer.
void paintNames(QPainter& painter, const RingScene& scene);

}  // namespace widgets
