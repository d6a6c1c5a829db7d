// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/command_delegate.h"

#include "gui/commands/command_list.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QPainter>

#include <algorithm>

namespace gui {

namespace {

constexpr double kRow = 28;
constexpr double kGap = 10;
constexpr double kKeys = 110;
constexpr double kPlace = 150;

void drawElided(QPainter& painter, const QRect& box, Qt::Alignment side, const QString& text)
{
    painter.drawText(box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
}

}  // namespace

QSize CommandDelegate::sizeHint(
    const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {widgets::scaledPx(option.font, 400), widgets::scaledPx(option.font, kRow)};
}

void CommandDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const widgets::Theme& theme = widgets::theme(option.palette);
    const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
    const int gap = widgets::scaledPx(option.font, kGap);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, theme.sel);
    }
    QRect box = option.rect.adjusted(gap, 0, -gap, 0);
    painter->setFont(widgets::scaledFont(option.font, widgets::kSmallText));
    painter->setPen(theme.text3);
    QRect keys = box;
    keys.setLeft(box.right() - widgets::scaledPx(option.font, kKeys));
    drawElided(*painter, keys, Qt::AlignRight, index.data(CommandList::KeysRole).toString());
    QRect place = box;
    place.setRight(keys.left() - gap);
    place.setLeft(place.right() - widgets::scaledPx(option.font, kPlace));
    drawElided(*painter, place, Qt::AlignLeft, index.data(CommandList::PlaceRole).toString());
    box.setRight(place.left() - gap);
    painter->setFont(option.font);
    painter->setPen(enabled ? theme.text : theme.ctl);
    const QString text = index.data().toString();
    drawElided(*painter, box, Qt::AlignLeft,
        index.data(CommandList::CheckedRole).toBool() ? tr("✓ %1").arg(text) : text);
    painter->restore();
}

}  // namespace gui
