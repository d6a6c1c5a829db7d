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

}  // namespace widgets
