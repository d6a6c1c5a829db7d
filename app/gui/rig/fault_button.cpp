// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/fault_button.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace gui {

namespace {

constexpr int kPulseMs = 1500;
constexpr double kPadding = 8;
constexpr double kIcon = 16;
constexpr double kHeight = 26;

}  // namespace

FaultButton::FaultButton(QAction* action, QWidget* parent)
    : QToolButton(parent)
{
    setDefaultAction(action);
    setObjectName(action->objectName() + QStringLiteral("Button"));
    prepare();
}

FaultButton::FaultButton(const QString& text, QWidget* parent)
    : QToolButton(parent)
{
    setText(text);
    setPopupMode(QToolButton::InstantPopup);
    prepare();
}

void FaultButton::prepare()
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(text().remove(QLatin1Char('&')));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFixedHeight(std::max(widgets::scaledPx(font(), kHeight), fontMetrics().height() + 8));
    m_pulse.setSingleShot(true);
    m_pulse.setInterval(kPulseMs);
    connect(&m_pulse, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void FaultButton::pulse()
{
    m_pulse.start();
    update();
}

void FaultButton::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = {};
    option.features = QStyleOptionToolButton::None;
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
    if (isPulsing()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
    const int padding = widgets::scaledPx(font(), kPadding);
    const int side = widgets::scaledPx(font(), kIcon);
    QRect box = rect().adjusted(padding, 0, -padding, 0);
    if (!icon().isNull()) {
        icon().paint(&painter, QRect(box.left(), box.center().y() - side / 2, side, side),
            Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
        box.setLeft(box.left() + side + padding / 2);
    }
    const QColor ink
        = isEnabled() ? theme.text : palette().color(QPalette::Disabled, QPalette::ButtonText);
    if (menu() != nullptr) {
        const QRectF mark(box.right() - side + 2, box.center().y() - side / 2.0 + 1, side, side);
        widgets::paintIcon(painter, mark, widgets::Icon::ChevronDown, theme.text3);
        box.setRight(box.right() - side);
    } else if (defaultAction() != nullptr && !defaultAction()->shortcut().isEmpty()) {
        const QString key = defaultAction()->shortcut().toString(QKeySequence::NativeText);
        painter.setFont(widgets::scaledFont(font(), widgets::kSmallText));
        painter.setPen(theme.text3);
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, key);
        box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(key) - padding / 2);
    }
    painter.setFont(font());
    painter.setPen(ink);
    const QString words = text().remove(QLatin1Char('&'));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(words, Qt::ElideRight, box.width()));
}

}  // namespace gui
