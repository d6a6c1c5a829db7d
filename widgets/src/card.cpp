// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include "widgets/theme.h"

#include <QPainter>

namespace widgets {

Card::Card(QWidget* parent)
    : QWidget(parent)
{
    setBackgroundRole(QPalette::Base);
}

void Card::paintEvent(QPaintEvent* /*event*/)
{
    constexpr double kRadius = 4;
    const Theme& t = theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

}  // namespace widgets
