// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_readout.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QEvent>
#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace widgets {

namespace {

constexpr double kRowText = 0.92;
constexpr double kRow = 18;
constexpr double kLeft = 12;
constexpr double kSwatch = 18;  // and its gap
constexpr double kRight = 10;

}  // namespace

StripReadout::StripReadout(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Values"));
    setMouseTracking(true);
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
    QPainter painter(this);
    paint(painter);
}

void StripReadout::paint(QPainter& painter) const
{
    const Theme& t = theme(palette());
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

int StripReadout::rowHeight() const
{
    return std::max(
        scaledPx(font(), kRow), QFontMetrics(scaledFont(font(), kRowText)).height() + 2);
}

int StripReadout::firstRow(const ReadoutGroup& group) const
{
    return group.top + scaledPx(font(), 2);
}

int StripReadout::rowsThatFit(const ReadoutGroup& group) const
{
    const int room = (group.bottom + scaledPx(font(), 6) - firstRow(group)) / rowHeight();
    const int rows = static_cast<int>(group.rows.size());
    return rows <= room ? rows : std::max(0, room - 1);
}

void StripReadout::paintGroup(QPainter& painter, const ReadoutGroup& group) const
{
    const int fit = rowsThatFit(group);
    int top = firstRow(group);
    for (int i = 0; i < fit; ++i, top += rowHeight())
        paintRow(painter, group.rows[static_cast<std::size_t>(i)], top);
    const auto rest = static_cast<qsizetype>(group.rows.size()) - fit;
    if (rest == 0)
        return;
    const int left = scaledPx(font(), kLeft) + scaledPx(font(), kSwatch);
    painter.setFont(scaledFont(font(), kSmallText));
    painter.setPen(theme(palette()).text3);
    painter.drawText(QRect(left, top, width() - left, rowHeight()),
        Qt::AlignVCenter | Qt::AlignLeft, tr("%1 more").arg(rest));
}

void StripReadout::paintRow(QPainter& painter, const ReadoutRow& row, int top) const
{
    const Theme& t = theme(palette());
    const int left = scaledPx(font(), kLeft);
    const int right = width() - scaledPx(font(), kRight);
    const int names = left + scaledPx(font(), kSwatch);
    const int height = rowHeight();
    painter.setFont(scaledFont(font(), kRowText, row.strong ? QFont::DemiBold : QFont::Normal));
    const QFontMetrics metrics = painter.fontMetrics();
    if (row.series)
        painter.fillRect(QRect(left, top + height / 2 - 1, scaledPx(font(), 12), 2),
            row.faint ? t.ctl : t.series(*row.series));
    const int value = metrics.horizontalAdvance(row.value);
    painter.setPen(row.faint ? t.text3 : t.text);
    painter.drawText(QRect(right - value, top, value, height),
        Qt::AlignVCenter | Qt::AlignRight | Qt::TextDontClip, row.value);
    painter.setPen(row.faint ? t.text3 : row.strong ? t.text : t.text2);
    const QString name = metrics.elidedText(row.name, Qt::ElideRight, right - value - 6 - names);
    painter.drawText(
        QRect(names, top, right - value - names, height), Qt::AlignVCenter | Qt::AlignLeft, name);
}

std::optional<int> StripReadout::seriesAt(const QPoint& at) const
{
    for (const ReadoutGroup& group : m_text.groups) {
        const int below = at.y() - firstRow(group);
        if (below >= 0 && below < rowsThatFit(group) * rowHeight())
            return group.rows[static_cast<std::size_t>(below / rowHeight())].series;
    }
    return std::nullopt;
}

void StripReadout::mousePressEvent(QMouseEvent* event)
{
    const std::optional<int> series = seriesAt(event->position().toPoint());
    if (series && event->button() == Qt::LeftButton)
        Q_EMIT clicked(*series, event->modifiers().testFlag(Qt::ShiftModifier));
}

void StripReadout::mouseMoveEvent(QMouseEvent* event)
{
    const bool row = seriesAt(event->position().toPoint()).has_value();
    setCursor(row ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void StripReadout::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

}  // namespace widgets
