// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "time_scale.h"

#include "widgets/strip_plot.h"
#include "widgets/theme.h"

#include <QFont>
#include <QRect>

class QPainter;

namespace widgets {

/// What all strips are painted from.
struct StripScene {
    const StripEvents& events;
    TimeScale time;
    double now = 0;
    double reference = 0;  ///< where "now" is written
    bool follows = true;
    const Theme& theme;
    QFont font;
};

/// Fault bands and missed samples, under the grid.
void paintBands(QPainter& painter, const StripScene& scene, const QRect& box);
/// The dashed limit, and the thick line while the producer is held.
void paintLimit(QPainter& painter, const StripScene& scene, const Strip& strip, const QRect& box);
void paintTitle(QPainter& painter, const StripScene& scene, const Strip& strip, const QRect& box);
/// Now, and the moment at which liveness fires.
void paintNow(QPainter& painter, const StripScene& scene, const QRect& box);

/// The one that still lasts.
[[nodiscard]] const HeldBar* openHeld(const StripEvents& events);

}  // namespace widgets
