// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_row_delegate.h"

#include "gui/rings/ring_row.h"

#include "widgets/icons.h"
#include "widgets/state_shape.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QPainter>

#include <algorithm>

namespace gui {

namespace {

/// Places one thing after the other, from both sides.
struct Row {
    QPainter& painter;
    const widgets::Theme& theme;
    QRect rest;
    int em = 0;

    QRect take(int width)
    {
        const QRect taken(rest.left(), rest.top(), std::min(width, rest.width()), rest.height());
        rest.setLeft(taken.right() + 1 + em / 2);
        return taken;
    }

    QRect takeRight(int width)
    {
        const int taken = std::min(width, rest.width());
        const QRect box(rest.right() + 1 - taken, rest.top(), taken, rest.height());
        rest.setRight(box.left() - 1 - em / 2);
        return box;
    }
};

QFont smaller(const QFont& font)
{
    return widgets::scaledFont(font, widgets::kSmallText);
}

struct Words {
    QString text;
    Qt::TextElideMode cutAt = Qt::ElideRight;
};

void drawElided(QPainter& painter, const QRect& box, int flags, const Words& words)
{
    const QString fitting = painter.fontMetrics().elidedText(words.text, words.cutAt, box.width());
    painter.drawText(box, flags | Qt::AlignVCenter | Qt::TextSingleLine, fitting);
}

void drawFillBar(Row& row, const RingRow& ring)
{
    const QRect box = row.takeRight(row.em * 5 / 2);
    const QRect bar(
        box.left(), box.center().y() - row.em / 4, box.width(), std::max(4, row.em * 6 / 13));
    row.painter.fillRect(bar, row.theme.free);
    QRect used = bar;
    used.setWidth(static_cast<int>(bar.width() * std::clamp(ring.fill, 0.0, 1.0)));
    row.painter.fillRect(used, ring.held ? row.theme.err : row.theme.used);
}

void drawCondition(Row& row, const RingRow& ring, const QFont& font, bool wide)
{
    QFont condition = smaller(font);
    condition.setWeight(ring.held ? QFont::DemiBold : QFont::Normal);
    row.painter.setFont(condition);
    row.painter.setPen(ring.held ? row.theme.err
            : ring.attachable    ? row.theme.text2
                                 : row.theme.text3);
    // Side by side with bars these have one width; else as much as they need.
    const int width = wide
        ? std::min(row.painter.fontMetrics().horizontalAdvance(ring.condition) + 2, row.em * 13)
        : row.em * 13 / 2;
    drawElided(row.painter, row.takeRight(width), Qt::AlignRight, {ring.condition});
}

void drawBadge(Row& row, const QFont& font, const QString& word)
{
    QFont small = smaller(font);
    small.setWeight(QFont::Bold);
    row.painter.setFont(small);
    const int height = row.painter.fontMetrics().height() + 2;
    QRect box = row.takeRight(row.painter.fontMetrics().horizontalAdvance(word) + row.em);
    box = QRect(box.left(), box.center().y() - height / 2, box.width(), height);
    row.painter.setPen(row.theme.text2);
    row.painter.drawRect(box.adjusted(0, 0, -1, -1));
    row.painter.drawText(box, Qt::AlignCenter, word);
}

}  // namespace

RingRowDelegate::RingRowDelegate(Form form, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_form(form)
{
}

QSize RingRowDelegate::sizeHint(
    const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    const int em = option.fontMetrics.ascent() + option.fontMetrics.descent();
    return {em * 12, m_form == Form::Wide ? em * 9 / 4 : em * 13 / 8};
}

/// A title of several rings, with the mark that they are shown.
void RingRowDelegate::paintTitle(
    QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const widgets::Theme& theme = widgets::theme(option.palette);
    painter.save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, theme.sel);
    }
    const int em
        = option.font.pixelSize() > 0 ? option.font.pixelSize() : option.fontMetrics.ascent();
    Row row{painter, theme, option.rect.adjusted(em / 2, 0, -em, 0), em};
    const QRect mark = row.take(em);
    widgets::paintIcon(painter, QRectF(mark.left(), mark.center().y() - em / 2.0, em, em),
        option.state.testFlag(QStyle::State_Open) ? widgets::Icon::ChevronDown
                                                  : widgets::Icon::ChevronRight,
        theme.text3);
    painter.setFont(smaller(option.font));
    painter.setPen(theme.text2);
    const QString title = index.data().toString();
    painter.drawText(row.take(painter.fontMetrics().horizontalAdvance(title) + 2),
        Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setPen(theme.text3);
    painter.drawText(
        row.rest, Qt::AlignLeft | Qt::AlignVCenter, index.data(kRemarkRole).toString());
    painter.restore();
}

void RingRowDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* shown = index.data(kRingRowRole).value<const RingRow*>();
    if (shown == nullptr) {
        paintTitle(*painter, option, index);
        return;
    }
    const RingRow& ring = *shown;
    const widgets::Theme& theme = widgets::theme(option.palette);
    const bool wide = m_form == Form::Wide;
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, theme.sel);
    }
    const int em
        = option.font.pixelSize() > 0 ? option.font.pixelSize() : option.fontMetrics.ascent();
    if (wide) {
        painter->setPen(theme.grid);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    Row row{*painter, theme,
        option.rect.adjusted(wide ? em * 3 / 2 : em, 0, wide ? -em * 3 / 2 : -em, 0), em};

    const QRect shape = row.take(em * 5 / 4);
    widgets::paintStateShape(*painter,
        QRectF(shape.left(), shape.center().y() - em * 0.6, em * 1.25, em * 1.25), ring.shape,
        {widgets::toneColor(theme, ring.tone), theme.base});

    drawCondition(row, ring, option.font, wide);
    QFont name = option.font;
    name.setWeight(ring.attachable && (wide || ring.attached) ? QFont::DemiBold : QFont::Normal);
    if (ring.demo) {
        drawBadge(row, option.font, tr("DEMO"));
    } else if (ring.recorded) {
        drawBadge(row, option.font, tr("REPLAY"));
    } else if (ring.isNew) {
        drawBadge(row, option.font, tr("NEW"));
    }
    // The badge leaves a long name no room for the bar, too; the ring view has it.
    const int nameWidth = QFontMetrics(name).horizontalAdvance(ring.name);
    if (!wide
        && (!(ring.demo || ring.recorded || ring.isNew)
            || nameWidth + row.em * 3 < row.rest.width())) {
        drawFillBar(row, ring);
    }
    painter->setFont(name);
    painter->setPen(ring.attachable && !ring.gone ? theme.text : theme.text3);
    const QRect box = wide ? row.take(em * 12) : row.rest;
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        fittingName(ring, painter->fontMetrics(), box.width()));
    if (wide) {
        painter->setFont(smaller(option.font));
        painter->setPen(theme.text3);
        drawElided(*painter, row.rest, Qt::AlignLeft, {ring.dimensions});
    }
    painter->restore();
}

}  // namespace gui
