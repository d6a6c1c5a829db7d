// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "strip_painter.h"

namespace widgets {

/// Rows of the event lane: faults, producer, states, and notes if there are any.
[[nodiscard]] int laneRows(const StripEvents& events);
[[nodiscard]] int laneHeight(const StripEvents& events, const QFont& font);
/// Room that the names of the rows need left of the lane.
[[nodiscard]] int laneNamesWidth(const QFont& font);
/// Middle of a row, for what is written beside the lane.
[[nodiscard]] int laneRowMiddle(int row, const QRect& box, const QFont& font);

inline constexpr int kTimeLabelGap = 7;  ///< between the lane and what is written under it

inline constexpr int kFaultRow = 0;
inline constexpr int kProducerRow = 1;
inline constexpr int kStateRow = 2;
inline constexpr int kNoteRow = 3;

/// How long a ring took to be as it was before a fault.
[[nodiscard]] QString recoveryText(double seconds);

void paintLane(QPainter& painter, const StripScene& scene, const QRect& box);

/// Marks of one place in the lane.
struct MarkGroup {
    int x = 0;
    StateMark mark;  ///< the worst of them
    QString name;  ///< "cp_0 +1"; empty if the consumer was named just before
};

/// Marks closer than 4 px become one; a consumer is named at the first mark of a chain.
[[nodiscard]] std::vector<MarkGroup> groupMarks(
    const std::vector<StateMark>& marks, const TimeScale& time);

}  // namespace widgets
