// SPDX-License-Identifier: GPL-3.0-or-later
#include "flat_style.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

#include <array>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr double kRadius = 3;
constexpr double kFaint = 0.6;

QRectF crisp(const QRect& rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

void paintBox(QPainter& painter, const QRect& rect, const QColor& face, const QPen& border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border);
    painter.setBrush(face);
    const double inset = border.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), kRadius, kRadius);
    painter.restore();
}

void paintFace(QPainter& painter, const QStyleOption& option, const QColor& restFace)
{
    const Theme& t = theme(option.palette);
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool down = option.state.testFlag(QStyle::State_Sunken);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool hover = enabled && option.state.testFlag(QStyle::State_MouseOver);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    QColor face = hover ? t.greyTint : restFace;
    if (on)
        face = t.sel;
    if (down)
        face = t.line;
    QPen border(on ? t.accent : t.ctl, 1);
    if (!enabled) {
        painter.save();
        painter.setOpacity(painter.opacity() * kFaint);
        paintBox(painter, option.rect, face, border);
        painter.restore();
        return;
    }
    if (focus)
        border = QPen(t.accent, 2);
    paintBox(painter, option.rect, face, border);
}

void paintToolFace(QPainter& painter, const QStyleOption& option)
{
    const bool raised = !option.state.testFlag(QStyle::State_AutoRaise);
    const bool active = option.state & (QStyle::State_On | QStyle::State_Sunken)
        || (option.state.testFlag(QStyle::State_MouseOver)
            && option.state.testFlag(QStyle::State_Enabled));
    if (raised || active)
        paintFace(painter, option, theme(option.palette).btn);
}

void paintLineEdit(QPainter& painter, const QStyleOption& option)
{
    const Theme& t = theme(option.palette);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus);
    paintBox(painter, option.rect, t.base, QPen(focus ? t.accent : t.ctl, 1));
}

/// A border that is seen on its own: what is not chosen has nothing else.
void paintCheckBox(QPainter& painter, const QStyleOption& option)
{
    const Theme& t = theme(option.palette);
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    painter.save();
    if (!option.state.testFlag(QStyle::State_Enabled))
        painter.setOpacity(painter.opacity() * kFaint);
    const QColor edge = on || focus ? t.accent : t.text3;
    paintBox(painter, option.rect, on ? t.accent : t.base, QPen(edge, focus ? 2 : 1));
    if (on) {
        const QRectF box = option.rect;
        const auto at = [&box](double x, double y) {
            return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
        };
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.base, box.width() / 8, Qt::SolidLine, Qt::RoundCap));
        painter.drawPolyline(std::array{at(0.25, 0.52), at(0.43, 0.7), at(0.76, 0.3)}.data(), 3);
    }
    painter.restore();
}

void paintTab(QPainter& painter, const QStyleOptionTab& option)
{
    const Theme& t = theme(option.palette);
    const QRect& r = option.rect;
    if (!option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
        return;
    }
    painter.fillRect(r, t.base);
    painter.fillRect(QRect(r.left(), r.top(), r.width(), 2), t.accent);
    painter.fillRect(QRect(r.left(), r.top(), 1, r.height()), t.line);
    painter.fillRect(QRect(r.right(), r.top(), 1, r.height()), t.line);
}

void paintDockTitle(QPainter& painter, const QStyleOptionDockWidget& option, const QRect& textBox)
{
    const Theme& t = theme(option.palette);
    painter.save();
    painter.fillRect(option.rect, t.window);
    painter.fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    painter.setFont(scaledFont(painter.font(), 1, QFont::DemiBold));
    painter.setPen(t.text);
    const QString title
        = painter.fontMetrics().elidedText(option.title, Qt::ElideRight, textBox.width());
    painter.drawText(textBox, Qt::AlignVCenter | Qt::AlignLeft, title);
    painter.restore();
}

void paintCombo(QPainter& painter, const QStyleOptionComboBox& option)
{
    const Theme& t = theme(option.palette);
    paintFace(painter, option, t.base);
    const double side = scaledPx(painter.font(), 14);
    const QRectF box(
        option.rect.right() - side - 4, option.rect.center().y() - side / 2 + 0.5, side, side);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    paintIcon(painter, box, Icon::ChevronDown, enabled ? t.text3 : t.ctl);
}

}  // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(u"Fusion"_s)
{
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
    QPainter* painter, const QWidget* widget) const
{
    const Theme& t = theme(option->palette);
    const QRect& r = option->rect;
    switch (element) {
    case PE_PanelButtonCommand:
        paintFace(*painter, *option, t.btn);
        return;
    case PE_PanelButtonTool:
        paintToolFace(*painter, *option);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
        return;
    case PE_IndicatorCheckBox:
        paintCheckBox(*painter, *option);
        return;
    case PE_PanelLineEdit:
        paintLineEdit(*painter, *option);
        return;
    case PE_Frame:
        paintBox(*painter, r, Qt::transparent, QPen(t.line, 1));
        return;
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(
            QRect(r.center().x(), r.top() + r.height() / 4, 1, r.height() / 2), t.line);
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(r, t.line);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
        return;
    case PE_PanelStatusBar:
        painter->fillRect(r, t.window);
        painter->fillRect(QRect(r.left(), r.top(), r.width(), 1), t.line);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(r, t.base);
        painter->setPen(t.ctl);
        painter->drawRect(r.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractItemView*>(widget) == nullptr
            && qobject_cast<const QAbstractButton*>(widget) == nullptr) {
            painter->setPen(t.accent);
            painter->drawRoundedRect(crisp(r), kRadius, kRadius);
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
    const QWidget* widget) const
{
    const Theme& t = theme(option->palette);
    const QRect& r = option->rect;
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(r, t.alt);
        painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader quiet = *header;
            quiet.palette.setColor(QPalette::ButtonText, t.text3);
            const int extra = scaledPx(painter->font(), 5);  // to where the cells have their text
            quiet.rect.adjust(extra, 0, -extra, 0);
            quiet.state &= ~State_On;  // a column is not bold because something in it is selected
            QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        return;
    case CE_Splitter:
        painter->fillRect(r, t.line);
        return;
    case CE_ToolBar:
        painter->fillRect(r, t.window);
        painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
        return;
    case CE_MenuItem:
        // Beside an icon Fusion has no tick, and what is chosen looks like a button.
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item != nullptr && item->checkType != QStyleOptionMenuItem::NotCheckable) {
            QStyleOptionMenuItem ticked = *item;
            ticked.icon = {};
            QProxyStyle::drawControl(element, &ticked, painter, widget);
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(r, t.window);
        return;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            paintTab(*painter, *tab);
        return;
    case CE_DockWidgetTitle:
        if (const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option)) {
            const QRect box = subElementRect(SE_DockWidgetTitleBarText, option, widget);
            paintDockTitle(*painter, *dock, box.adjusted(scaledPx(painter->font(), 4), 0, 0, 0));
        }
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
    QPainter* painter, const QWidget* widget) const
{
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    if (control == CC_ComboBox && combo != nullptr && !combo->editable) {
        paintCombo(*painter, *combo);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int FlatStyle::pixelMetric(
    PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
    case PM_DefaultFrameWidth:
        return 1;
    case PM_DockWidgetFrameWidth:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_ToolBarFrameWidth:
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftVertical:
        return 0;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_ToolBarItemMargin:
        return 6;
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
        return scaledPx(widget != nullptr ? widget->font() : QFont(), 15);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize FlatStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    const QFont font = widget != nullptr ? widget->font() : QFont();
    const int height = std::max(scaledPx(font, 26), size.height() + scaledPx(font, 6));
    switch (type) {
    case CT_PushButton:
        return {size.width() + scaledPx(font, 22), height};
    case CT_ToolButton: {
        const auto* button = qobject_cast<const QToolButton*>(widget);
        if (button != nullptr && !button->text().isEmpty()
            && button->toolButtonStyle() != Qt::ToolButtonIconOnly)
            return {size.width() + scaledPx(font, 16), height};
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
    case CT_LineEdit:
        return {size.width() + 2, height};
    default:
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

}  // namespace widgets
