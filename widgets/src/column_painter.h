// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "axis_scale.h"

#include "widgets/span_source.h"

#include <QLine>
#include <QList>
#include <QPainterPath>
#include <QRect>

#include <vector>

namespace widgets {

/// One vertical line per pixel column, joined to the one before: costs the same for any number of
/// samples, and a spike of one sample stays visible.
/// @param columns as many as `box` is wide
[[nodiscard]] QList<QLine> columnLines(
    const std::vector<Span>& columns, const QRect& box, const AxisScale& scale);

/// The same as one path within `box`, for a drawing that is no pixels.
[[nodiscard]] QPainterPath columnPath(
    const std::vector<Span>& columns, const QRect& box, const AxisScale& scale);

}  // namespace widgets
