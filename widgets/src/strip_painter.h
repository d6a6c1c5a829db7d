// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "axis_scale.h"
#include "time_scale.h"

#include "widgets/strip.h"
#include "widgets/strip_events.h"
#include "widgets/theme.h"

#include <QFont>
#include <QRect>

#include <optional>
#include <vector>

class QPainter;
class QPoint;

namespace widgets {

/// What all strips are painted from.
struct StripScene {
    const StripEvents& events;
    TimeScale time;
    double now = 0;
    double reference = 0;  ///< where "now" is written
    bool follows = true;
    bool isOver = false;  ///< `now` is a moment of the past
    const Theme& theme;
    QFont font;
};

/// Fault bands and missed samples, under the grid.
void paintBands(QPainter& painter, const StripScene& scene, const QRect& box);
/// A strip as it is seen: its values on their axis.
struct ScaledStrip {
    const Strip& strip;
    AxisScale axis;
};
/// The dashed limit, and the thick line while the producer is held.
void paintLimit(
    QPainter& painter, const StripScene& scene, const ScaledStrip& scaled, const QRect& box);
/// What lies there is less than the axis can tell apart.
void paintFloorBand(
    QPainter& painter, const StripScene& scene, const AxisScale& axis, const QRect& box);

/// What is written at the top left of a pane: a strip, or several of which one is seen.
struct StripTitle {
    struct Tab {
        QString title;
        bool front = true;
    };
    std::vector<Tab> tabs;
    QString unit;
    bool locked = false;  ///< the range of the axis
    bool aimed = false;  ///< keys go to this strip
};
void paintTitle(
    QPainter& painter, const StripScene& scene, const StripTitle& title, const QRect& box);
/// Where each tab is to be clicked.
[[nodiscard]] std::vector<QRect> tabBoxes(
    const StripTitle& title, const QFont& font, const QRect& box);
/// All that is written there.
[[nodiscard]] QRect titleBox(const StripTitle& title, const QFont& font, const QRect& box);
/// Now, and the moment at which liveness fires.
void paintNow(QPainter& painter, const StripScene& scene, const QRect& box);

/// Where liveness will fire, as long as the producer is held and that lies in the room right of
/// now.
[[nodiscard]] std::optional<int> deadlineX(const StripScene& scene, const QRect& box);
void paintDeadlineDot(QPainter& painter, const StripScene& scene, const QPoint& at);

/// The one that still lasts.
[[nodiscard]] const HeldBar* openHeld(const StripEvents& events);

}  // namespace widgets
