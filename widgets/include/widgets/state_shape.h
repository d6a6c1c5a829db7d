// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace widgets {

struct Theme;

/// Filled ones want attention, outlines are quiet. Each is told from the others without colour.
enum class StateShape {
    Unknown,  ///< dashed circle, question mark
    Absent,  ///< dashed square
    Dead,  ///< bold cross
    Stopped,  ///< filled octagon, two bars
    Rewound,  ///< two filled triangles, left
    Stalled,  ///< filled disc, bar across
    Gating,  ///< filled triangle against a bar
    Starved,  ///< outline hourglass
    Idle,  ///< empty circle
    Ok,  ///< circle with tick
    FallingBehind,  ///< filled triangle, up
    CatchingUp,  ///< outline triangle, down
    SlowLeak,  ///< outline drop
    High,  ///< square filled to two thirds
    OkSteady,  ///< circle with two lines
    Refused,  ///< circle with a slash: there, but not to be used
    Pass,  ///< filled circle with tick
    Fail,  ///< filled square with cross
    Inconclusive,  ///< filled diamond with question mark
    Aborted  ///< outline octagon with bar
};
inline constexpr int kStateShapeCount = static_cast<int>(StateShape::Aborted) + 1;

/// How much something matters, as a colour.
enum class Tone { Quiet, Ok, Info, Warning, Error };

[[nodiscard]] QColor toneColor(const Theme& theme, Tone tone);
/// Background under text of that tone.
[[nodiscard]] QColor toneTint(const Theme& theme, Tone tone);
/// Warning and Error: word in colour and semibold, tinted bars.
[[nodiscard]] constexpr bool isLoud(Tone tone)
{
    return tone == Tone::Warning || tone == Tone::Error;
}

struct ShapeColors {
    QColor shape;
    QColor behind;  ///< the ground, for what is cut out of a filled shape
};
void paintStateShape(
    QPainter& painter, const QRectF& box, StateShape shape, const ShapeColors& colors);

/// Of a state that has not been held for long enough yet.
struct PendingShape {
    StateShape shape{};
    double fraction = 0;  ///< of the time that it needs
};
/// The same, smaller, in a thin ring that closes as the fraction goes to 1.
void paintPendingShape(
    QPainter& painter, const QRectF& box, const PendingShape& pending, const QColor& color);

}  // namespace widgets
