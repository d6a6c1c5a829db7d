// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "strip_painter.h"

#include <QRect>
#include <QString>

#include <optional>
#include <vector>

namespace widgets {

/// A fault as it lies in the lane.
struct FaultBar {
    const FaultBand* fault = nullptr;
    QRect asked;  ///< from the request to the proof, or to the end
    QRect solid;  ///< from the proof to the end; without a proof as `asked`
    std::optional<int> recovered;  ///< where the bracket to its recovery ends
};

/// What is written in the lane.
struct LaneLabel {
    QRect box;
    QString text;
    bool inside = false;  ///< its own bar, not beside it
};

/// How long a ring took to be as it was before a fault.
[[nodiscard]] QString recoveryText(double seconds);
/// "stall cp_1, recovered in 2.1 s".
[[nodiscard]] QString faultStory(const FaultBand& fault);

/// Those that can be seen.
[[nodiscard]] std::vector<FaultBar> faultBars(const StripScene& scene, const QRect& box);
/// A name goes into its bar, as far as no other begins there; beside it what came of it.
[[nodiscard]] std::vector<LaneLabel> faultLabels(
    const std::vector<FaultBar>& bars, const StripScene& scene, const QRect& box);

}  // namespace widgets
