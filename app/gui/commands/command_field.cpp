// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/command_field.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QPainter>

namespace gui {

namespace {

constexpr double kWidth = 250;
constexpr double kHeight = 22;
constexpr double kMargin = 6;

}  // namespace

CommandField::CommandField(QAction& action, QWidget* parent)
    : QAbstractButton(parent)
    , m_action(action)
{
    setObjectName(QStringLiteral("commandField"));
    setText(tr("Command…"));
    setAccessibleName(action.toolTip());
    setToolTip(action.toolTip());
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QAbstractButton::clicked, &action, &QAction::trigger);
}

QSize CommandField::sizeHint() const
{
    const int margin = widgets::scaledPx(font(), kMargin);
    return {widgets::scaledPx(font(), kWidth) + 2 * margin, widgets::scaledPx(font(), kHeight) + 4};
}

void CommandField::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    const int margin = widgets::scaledPx(font(), kMargin);
    const QRect box = rect().adjusted(margin, 2, -margin, -3);
    QPainter painter(this);
    painter.setPen(hasFocus() || underMouse() ? theme.accent : theme.ctl);
    painter.setBrush(theme.base);
    painter.drawRect(box);
    painter.setFont(widgets::scaledFont(font(), widgets::kSmallText));
    const int side = widgets::scaledPx(font(), 13);
    const QRectF glass(box.left() + margin, box.center().y() - side / 2.0 + 0.5, side, side);
    widgets::paintIcon(painter, glass, widgets::Icon::Search, theme.text3);
    painter.setPen(theme.text3);
    const QRect words = box.adjusted(2 * margin + side, 0, -margin, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, text());
    const QString key = m_action.shortcut().toString(QKeySequence::NativeText);
    const int width = painter.fontMetrics().horizontalAdvance(key) + margin;
    const QRect cap(words.right() - width, box.top() + 3, width, box.height() - 5);
    painter.setPen(theme.ctl);
    painter.setBrush(theme.btn);
    painter.drawRect(cap);
    painter.setPen(theme.text2);
    painter.drawText(cap, Qt::AlignCenter, key);
}

}  // namespace gui
