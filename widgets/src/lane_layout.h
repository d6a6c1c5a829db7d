// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lane_room.h"
#include "strip_painter.h"

#include "widgets/strip_events.h"

#include <QFont>
#include <QRect>
#include <QString>

#include <array>

namespace widgets {

inline constexpr int kFaultRow = 0;
inline constexpr int kProducerRow = 1;
inline constexpr int kStateRow = 2;
inline constexpr int kNoteRow = 3;
inline constexpr int kLaneRows = kNoteRow + 1;

inline constexpr int kTimeLabelGap = 7;  ///< between the lane and what is written under it
inline constexpr int kLaneNameGap = 8;  ///< between the name of a row and the lane

/// Rows of the event lane: faults, producer, states, and notes if there are any.
[[nodiscard]] int laneRows(const StripEvents& events);
[[nodiscard]] std::array<QString, kLaneRows> laneRowNames();
[[nodiscard]] int laneRowHeight(const QFont& font);
[[nodiscard]] int laneHeight(const StripEvents& events, const QFont& font);
/// Room that the names of the rows need left of the lane.
[[nodiscard]] int laneNamesWidth(const QFont& font);
/// Middle of a row, for what is written beside the lane.
[[nodiscard]] int laneRowMiddle(int row, const QRect& box, const QFont& font);

/// From one time to another.
struct LaneTimes {
    double from = 0;
    double to = 0;
};
/// Where a time is, or just beside the lane.
[[nodiscard]] int laneX(const StripScene& scene, const QRect& box, double time);
/// A bar in a row, as much of it as can be seen.
[[nodiscard]] QRect laneBar(
    const StripScene& scene, const QRect& box, const LaneTimes& times, int row);
/// Where there is room for text about what has happened: up to now.
[[nodiscard]] LaneSpan writableSpan(const StripScene& scene, const QRect& box);

}  // namespace widgets
