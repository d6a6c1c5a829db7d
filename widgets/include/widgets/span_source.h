// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace widgets {

/// What happened within one pixel column.
struct Span {
    double min = 0;
    double max = 0;
    double first = 0;
    double last = 0;
    bool valid = false;  ///< false: no sample; the neighbours are joined unless there is a gap
    bool gapBefore = false;  ///< samples are missing before the first of this column
};

/// Gives a plot its numbers, on its own thread, each frame. Times are
/// seconds on the clock of StripPlot::refresh().
class SpanSource {
public:
    SpanSource() = default;
    SpanSource(const SpanSource&) = delete;
    SpanSource& operator=(const SpanSource&) = delete;
    virtual ~SpanSource() = default;

    /// [from, to) cut into columns.size() columns of equal width.
    virtual void spans(int source, double from, double to, std::vector<Span>& columns) const = 0;
    /// Last value at or before `time`.
    [[nodiscard]] virtual std::optional<double> valueAt(int source, double time) const = 0;
};

}  // namespace widgets
