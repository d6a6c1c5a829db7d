// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "time_scale.h"

#include "widgets/strip_events.h"

#include <QString>

#include <vector>

namespace widgets {

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
