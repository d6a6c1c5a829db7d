// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/heal_button.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QPainter>

namespace gui {

namespace {

constexpr double kPadding = 10;
constexpr double kIcon = 15;
constexpr double kHeight = 26;
constexpr double kRadius = 3;

QString words()
{
    return HealButton::tr("Heal all");
}

}  // namespace

HealButton::HealButton(QAction* action, QWidget* parent)
    : QToolButton(parent)
{
    setDefaultAction(action);
    setObjectName(QStringLiteral("healAllButton"));
    setFocusPolicy(Qt::TabFocus);
    setFaults(0);
}

void HealButton::setFaults(std::size_t faults)
{
    m_faults = faults;
    defaultAction()->setEnabled(faults > 0);
    setAccessibleName(faults == 0 ? words() : words() + QLatin1Char(' ') + number());
    updateGeometry();
    update();
}

QString HealButton::number() const
{
    return m_faults == 1 ? tr("1 fault") : tr("%1 faults").arg(m_faults);
}

/// The same with a number and without: it must not push its neighbours.
QSize HealButton::sizeHint() const
{
    const QFont bold = widgets::scaledFont(font(), 1, QFont::DemiBold);
    const int padding = widgets::scaledPx(font(), kPadding);
    return {QFontMetrics(bold).horizontalAdvance(words())
            + fontMetrics().horizontalAdvance(tr("%1 faults").arg(22))
            + widgets::scaledPx(font(), kIcon) + 3 * padding,
        std::max(widgets::scaledPx(font(), kHeight), fontMetrics().height() + 8)};
}

void HealButton::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int padding = widgets::scaledPx(font(), kPadding);
    const double side = widgets::scaledPx(font(), kIcon);
    QColor face = isStrong() ? theme.ink : theme.btn;
    if (isStrong() && (isDown() || underMouse())) {
        face = isDown() ? theme.text3 : theme.text2;
    }
    const QColor faint = palette().color(QPalette::Disabled, QPalette::ButtonText);
    const QColor ink = isStrong() ? theme.inkText : faint;
    painter.setPen(QPen(isStrong() ? face : theme.line, 1));
    painter.setBrush(face);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
    }
    QRect box = rect().adjusted(padding, 0, -padding, 0);
    const QFont bold = widgets::scaledFont(font(), 1, isStrong() ? QFont::DemiBold : QFont::Normal);
    const int textWidth = QFontMetrics(bold).horizontalAdvance(words());
    const int numberWidth
        = isStrong() ? padding / 2 + fontMetrics().horizontalAdvance(number()) : 0;
    const double whole = side + padding / 2.0 + textWidth + numberWidth;
    box.setLeft(static_cast<int>(rect().center().x() - whole / 2));
    widgets::paintIcon(painter,
        {static_cast<double>(box.left()), box.center().y() - side / 2, side, side},
        widgets::Icon::Heal, ink);
    box.setLeft(box.left() + static_cast<int>(side) + padding / 2);
    painter.setPen(ink);
    painter.setFont(bold);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, words());
    if (isStrong()) {
        box.setLeft(box.left() + textWidth + padding / 2);
        painter.setFont(font());
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, number());
    }
}

}  // namespace gui
