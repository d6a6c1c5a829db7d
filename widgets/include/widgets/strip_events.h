// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state_shape.h"

#include <QString>

#include <optional>
#include <vector>

/// What is shown under and between the curves. Times are
/// seconds on the clock of StripPlot::refresh().
namespace widgets {

/// What was done to a ring on purpose, as far as it has come.
struct FaultBand {
    QString name;  ///< "stall cp_1"
    double requested = 0;
    std::optional<double> proven;
    std::optional<double> plannedEnd;
    std::optional<double> healed;
    std::optional<double> recovered;
    bool refuted = false;  ///< not proven in time

    [[nodiscard]] bool operator==(const FaultBand&) const = default;
};

/// The producer was held; no end while it still is.
struct HeldBar {
    double from = 0;
    std::optional<double> to;
    QString consumer;
    std::optional<double> deadline;  ///< when liveness fires

    [[nodiscard]] bool operator==(const HeldBar&) const = default;
};

/// A consumer came into a state.
struct StateMark {
    double at = 0;
    QString consumer;
    StateShape shape = StateShape::Unknown;
    Tone tone = Tone::Quiet;
    std::optional<double> evidence{};  ///< when its data crossed the line, before it was said

    [[nodiscard]] bool operator==(const StateMark&) const = default;
};

struct Caption {
    double at = 0;
    QString text;

    [[nodiscard]] bool operator==(const Caption&) const = default;
};

/// Samples were missed.
struct MissedSpan {
    double from = 0;
    double to = 0;
    quint64 count = 0;

    [[nodiscard]] bool operator==(const MissedSpan&) const = default;
};

struct StripEvents {
    std::vector<FaultBand> faults;
    std::vector<HeldBar> held;  ///< oldest first
    std::vector<StateMark> marks;  ///< oldest first
    std::vector<Caption> captions;  ///< oldest first
    std::vector<MissedSpan> missed;

    [[nodiscard]] bool operator==(const StripEvents&) const = default;
};

}  // namespace widgets
