// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/card.h"

#include "widgets/theme.h"

#include <QLabel>
#include <QPainter>

namespace gui {

namespace {

constexpr double kRadius = 4;

}  // namespace

Card::Card(QWidget* parent)
    : QWidget(parent)
{
    setBackgroundRole(QPalette::Base);
}

void Card::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.line);
    painter.setBrush(theme.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

QLabel* makeLabel(const QString& text, double em, bool semibold, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * em);
    font.setWeight(semibold ? QFont::DemiBold : QFont::Normal);
    label->setFont(font);
    return label;
}

QLabel* makeQuietLabel(const QString& text, double em, QWidget* parent)
{
    QLabel* label = makeLabel(text, em, false, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}  // namespace gui
