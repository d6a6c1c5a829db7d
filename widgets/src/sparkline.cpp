// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sparkline.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace widgets {

void paintSparkline(
    QPainter& painter, const QRectF& box, const std::vector<float>& values, const Theme& theme)
{
    constexpr double kDot = 1.8;
    const double left = box.left() + 1;
    const double right = box.right() - 3;
    const double bottom = box.bottom() - 2;
    const double height = box.height() - 4;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.drawLine(
        QPointF(left, std::floor(bottom) + 0.5), QPointF(right, std::floor(bottom) + 0.5));
    if (!values.empty()) {
        QPolygonF curve;
        const double step
            = values.size() > 1 ? (right - left) / static_cast<double>(values.size() - 1) : 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double value = std::isfinite(values[i])
                ? std::clamp(static_cast<double>(values[i]), 0.0, 1.0)
                : 0;
            curve.append({values.size() > 1 ? left + step * static_cast<double>(i) : right,
                bottom - height * value});
        }
        painter.setPen(QPen(theme.text2, 1));
        painter.drawPolyline(curve);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.text);
        painter.drawEllipse(curve.last(), kDot, kDot);
    }
    painter.restore();
}

}  // namespace widgets
