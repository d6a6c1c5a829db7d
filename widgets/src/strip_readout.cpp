// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_readout.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

namespace widgets {

namespace {

constexpr double kRowText = 0.92;
constexpr double kRow = 18;
constexpr double kLeft = 12;
constexpr double kRight = 10;

}  // namespace

StripReadout::StripReadout(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Values"));
}

void StripReadout::setText(const ReadoutText& text)
{
    if (text == m_text)
        return;
    m_text = text;
    update();
}

void StripReadout::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& t = theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), t.base);
    const int left = scaledPx(font(), kLeft);
    const int right = width() - scaledPx(font(), kRight);
    painter.setFont(scaledFont(font(), kSmallText));
    painter.setPen(t.text3);
    const int line = painter.fontMetrics().height();
    painter.drawText(
        QRect(left, scaledPx(font(), 3), right - left, line), Qt::AlignLeft, m_text.header);
    painter.drawText(
        QRect(left, m_text.timeOfDayTop, right - left, line), Qt::AlignRight, m_text.timeOfDay);
    if (!m_text.deadline.isEmpty()) {
        const double side = scaledPx(font(), 12);
        paintIcon(
            painter, {left + 0.0, m_text.deadlineMiddle - side / 2, side, side}, Icon::Flag, t.err);
        painter.setPen(t.err);
        const int x = left + static_cast<int>(side) + scaledPx(font(), 5);
        painter.drawText(QRect(x, m_text.deadlineMiddle - line / 2, width() - x, line),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, m_text.deadline);
    }
    for (const ReadoutGroup& group : m_text.groups)
        paintGroup(painter, group);
}

void StripReadout::paintGroup(QPainter& painter, const ReadoutGroup& group) const
{
    const Theme& t = theme(palette());
    const int left = scaledPx(font(), kLeft);
    const int right = width() - scaledPx(font(), kRight);
    const int names = left + scaledPx(font(), 18);
    const int step
        = std::max(scaledPx(font(), kRow), QFontMetrics(scaledFont(font(), kRowText)).height() + 2);
    int y = group.top + scaledPx(font(), 2);
    for (const ReadoutRow& row : group.rows) {
        if (y + step > group.bottom + scaledPx(font(), 6))
            break;  // the table below names them all
        painter.setFont(scaledFont(font(), kRowText, row.strong ? QFont::DemiBold : QFont::Normal));
        const QFontMetrics metrics = painter.fontMetrics();
        painter.fillRect(
            QRect(left, y + step / 2 - 1, scaledPx(font(), 12), 2), t.series(row.series));
        const int value = metrics.horizontalAdvance(row.value);
        painter.setPen(t.text);
        painter.drawText(QRect(right - value, y, value, step),
            Qt::AlignVCenter | Qt::AlignRight | Qt::TextDontClip, row.value);
        painter.setPen(row.strong ? t.text : t.text2);
        const QString name
            = metrics.elidedText(row.name, Qt::ElideRight, right - value - 6 - names);
        painter.drawText(
            QRect(names, y, right - value - names, step), Qt::AlignVCenter | Qt::AlignLeft, name);
        y += step;
    }
}

void StripReadout::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

}  // namespace widgets
