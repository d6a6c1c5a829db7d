// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_legend.h"

#include "widgets/state_shape.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace gui {

namespace {

constexpr std::size_t kRowsMax = 8;
constexpr double kRow = 24;

}  // namespace

RingLegend::RingLegend(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Consumers of the ring view"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RingLegend::setRows(
    const std::vector<widgets::ConsumerRow>& consumers, const QString& selected)
{
    std::vector<Row> rows;
    rows.reserve(consumers.size());
    for (const widgets::ConsumerRow& consumer : consumers) {
        rows.push_back({consumer.id, consumer.series, consumer.shape, consumer.tone, consumer.word,
            tr("%1 behind").arg(widgets::countText(consumer.lagEvents))});
    }
    std::sort(
        rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.series < b.series; });
    const std::size_t hidden = rows.size() > kRowsMax ? rows.size() - kRowsMax + 1 : 0;
    rows.resize(rows.size() - hidden);
    if (rows == m_rows && hidden == m_hidden && selected == m_selected) {
        return;
    }
    const bool sameHeight = rows.size() == m_rows.size() && (hidden > 0) == (m_hidden > 0);
    m_rows = std::move(rows);
    m_hidden = hidden;
    m_selected = selected;
    if (!sameHeight) {
        updateGeometry();
    }
    QStringList words;
    for (const Row& row : m_rows) {
        words.append(tr("%1 %2, %3").arg(row.id, row.word, row.behind));
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

int RingLegend::rowHeight() const
{
    return std::max(widgets::scaledPx(font(), kRow), fontMetrics().height() + 4);
}

QSize RingLegend::sizeHint() const
{
    const int rows = static_cast<int>(m_rows.size()) + (m_hidden > 0 ? 1 : 0);
    return {widgets::scaledPx(font(), 240), rows * rowHeight()};
}

QSize RingLegend::minimumSizeHint() const
{
    return {widgets::scaledPx(font(), 160), sizeHint().height()};
}

void RingLegend::paintRow(QPainter& painter, const QRect& box, const Row& row) const
{
    const widgets::Theme& theme = widgets::theme(palette());
    const auto px = [this](double size) { return widgets::scaledPx(font(), size); };
    const bool selected = row.id == m_selected;
    const int left = box.left() + px(12);
    painter.fillRect(left, box.center().y(), px(14), 3, theme.series(row.series));

    const QFont name = widgets::scaledFont(font(), 1, selected ? QFont::DemiBold : QFont::Normal);
    painter.setFont(name);
    painter.setPen(theme.text);
    const QRect behind(
        QPoint(box.right() - px(12) - px(100), box.top()), QSize(px(100), box.height()));
    painter.drawText(behind, Qt::AlignVCenter | Qt::AlignRight, row.behind);

    const int nameLeft = left + px(24);
    const int room = behind.left() - nameLeft;
    const int nameRoom = room * 45 / 100;
    painter.drawText(QRect(nameLeft, box.top(), nameRoom - px(6), box.height()), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(row.id, Qt::ElideRight, nameRoom - px(6)));

    const double side = px(15);
    const int shapeLeft = nameLeft + nameRoom;
    const QColor color = widgets::toneColor(theme, row.tone);
    widgets::paintStateShape(painter,
        QRectF(shapeLeft, box.center().y() - side / 2 + 0.5, side, side), row.shape,
        {color, theme.base});
    const bool loud = widgets::isLoud(row.tone);
    painter.setFont(
        widgets::scaledFont(font(), widgets::kSmallText, loud ? QFont::DemiBold : QFont::Normal));
    painter.setPen(loud ? color : theme.text2);
    const int wordLeft = shapeLeft + px(21);
    const int wordRoom = behind.left() - wordLeft;
    painter.drawText(QRect(wordLeft, box.top(), wordRoom, box.height()), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(row.word, Qt::ElideRight, wordRoom));
}

void RingLegend::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRect box(0, 0, width(), rowHeight());
    for (const Row& row : m_rows) {
        paintRow(painter, box, row);
        box.translate(0, rowHeight());
    }
    if (m_hidden > 0) {
        painter.setFont(widgets::scaledFont(font(), widgets::kSmallText));
        painter.setPen(theme.text3);
        painter.drawText(box.adjusted(widgets::scaledPx(font(), 36), 0, 0, 0), Qt::AlignVCenter,
            tr("and %1 more, in the table").arg(m_hidden));
    }
}

void RingLegend::mousePressEvent(QMouseEvent* event)
{
    const auto at
        = static_cast<std::size_t>(event->position().y()) / static_cast<std::size_t>(rowHeight());
    if (event->button() == Qt::LeftButton && at < m_rows.size()) {
        Q_EMIT consumerClicked(m_rows[at].id);
    }
}

}  // namespace gui
