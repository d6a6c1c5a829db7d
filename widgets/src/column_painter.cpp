// SPDX-License-Identifier: GPL-3.0-or-later
#include "column_painter.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace widgets {

QList<QLine> columnLines(const std::vector<Span>& columns, const QRect& box, const AxisScale& scale)
{
    const int bottom = box.bottom();
    const auto y = [&](double value) {
        return bottom - static_cast<int>(std::lround(scale.share(value) * (box.height() - 1)));
    };
    QList<QLine> lines;
    lines.reserve(static_cast<qsizetype>(columns.size()));
    std::optional<QPoint> before;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Span& column = columns[i];
        if (!column.valid)
            continue;
        const int x = box.left() + static_cast<int>(i);
        int low = y(column.min);
        int high = column.max == column.min ? low : y(column.max);
        const int last = column.last == column.min ? low : y(column.last);
        if (before && !column.gapBefore) {
            const int first = column.first == column.min ? low : y(column.first);
            if (before->x() == x - 1) {
                // The join is part of this column's line: half of it would be invisible anyway.
                low = std::max(low, std::min(before->y(), first));
                high = std::min(high, std::max(before->y(), first));
                low = std::max(low, before->y());
                high = std::min(high, before->y());
            } else {
                lines.append(QLine(*before, QPoint(x, first)));
            }
        }
        lines.append(QLine(x, low, x, high));
        before = QPoint(x, last);
    }
    return lines;
}

QPainterPath columnPath(const std::vector<Span>& columns, const QRect& box, const AxisScale& scale)
{
    QPainterPath path;
    // A level stretch is one line, however many columns it has.
    const auto lineTo = [&path](const QPointF& to) {
        const int last = path.elementCount() - 1;
        const bool level = last > 0 && path.elementAt(last).isLineTo()
            && path.elementAt(last).y == to.y() && path.elementAt(last - 1).y == to.y();
        if (level)
            path.setElementPositionAt(last, to.x(), to.y());
        else
            path.lineTo(to);
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Span& column = columns[i];
        if (!column.valid)
            continue;
        const auto at = [&](double value) {
            return QPointF(box.left() + static_cast<double>(i),
                box.bottom() - std::clamp(scale.share(value), 0.0, 1.0) * (box.height() - 1));
        };
        if (path.elementCount() == 0 || column.gapBefore)  // of one point it would be empty
            path.moveTo(at(column.first));
        else
            lineTo(at(column.first));
        for (const double value : {column.min, column.max, column.last})
            lineTo(at(value));
    }
    return path;
}

}  // namespace widgets
