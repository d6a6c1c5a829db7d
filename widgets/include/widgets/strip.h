// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <optional>
#include <vector>

/// What StripPlot is told to show: strips, each with its curves.
namespace widgets {

/// One curve of a strip.
struct StripSeries {
    QString name;
    int series = 0;  ///< number of its colour
    int source = 0;  ///< what SpanSource is asked for
    bool strong = false;  ///< selected or guilty: drawn last, semibold in the readout

    [[nodiscard]] bool operator==(const StripSeries&) const = default;
};

/// A value at a time, with its unit.
using ValueText = std::function<QString(double value, double time)>;

/// In the readout only, without a curve.
struct StripFigure {
    QString name;
    int source = 0;
    ValueText text;
};

struct Strip {
    QString title;  ///< "lag"
    QString unit;  ///< "% of ring"
    double weight = 1;  ///< share of the height
    bool log = false;  ///< until the user wants it otherwise
    double floor = 1;  ///< on a logarithmic axis: what is less lies in a band below it
    std::optional<double>
        fixedTop;  ///< top of the axis; without it the axis follows the data, with inertia
    std::vector<double> ticks;  ///< on a linear axis, instead of round numbers
    std::optional<double> limit;  ///< dashed line; what is held is drawn on it
    QString limitText;
    bool stacks = false;  ///< where there is no room for all, those that do share one pane
    std::vector<StripSeries> series;
    std::vector<StripFigure> figures;
    ValueText valueText;
    std::function<QString(double)> axisText;  ///< tickText() unless given
};

/// Series and figures of all of these are to be filled in.
[[nodiscard]] Strip lagStrip();
[[nodiscard]] Strip throughputStrip();
/// @param resolution seconds; a shorter lag than that cannot be measured
[[nodiscard]] Strip timeLagStrip(double resolution);
[[nodiscard]] Strip freeStrip(quint64 capacity);
[[nodiscard]] Strip latencyStrip();

}  // namespace widgets
