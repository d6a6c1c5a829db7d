// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/dock_title.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace gui {

namespace {

constexpr double kHeight = 28;
constexpr double kButton = 20;

QToolButton* makeButton(widgets::Icon glyph, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(widgets::icon(glyph, QPalette::PlaceholderText));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    const int side = widgets::scaledPx(parent->font(), kButton);
    button->setFixedSize(side, side);
    return button;
}

}  // namespace

DockTitle::DockTitle(QDockWidget* dock)
    : QWidget(dock)
    , m_dock(dock)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(makeDockButtons(dock, this));
}

void DockTitle::setRemark(const QString& remark)
{
    if (m_remark != remark) {
        m_remark = remark;
        update();
    }
}

QSize DockTitle::sizeHint() const
{
    return {widgets::scaledPx(font(), 200), minimumSizeHint().height()};
}

QSize DockTitle::minimumSizeHint() const
{
    return {widgets::scaledPx(font(), 120),
        std::max(widgets::scaledPx(font(), kHeight), fontMetrics().height() + 8)};
}

void DockTitle::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
    const int margin = widgets::scaledPx(font(), 10);
    const int buttons = 2 * widgets::scaledPx(font(), kButton) + margin;
    QRect box = rect().adjusted(margin, 0, -buttons, 0);
    painter.setFont(widgets::scaledFont(font(), 1, QFont::DemiBold));
    painter.setPen(theme.text);
    const QString title
        = painter.fontMetrics().elidedText(m_dock->windowTitle(), Qt::ElideRight, box.width());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, title);
    box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(title) + margin);
    painter.setFont(widgets::scaledFont(font(), widgets::kSmallText));
    painter.setPen(theme.text3);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(m_remark, Qt::ElideRight, box.width()));
}

QWidget* makeDockButtons(QDockWidget* dock, QWidget* parent)
{
    auto* buttons = new QWidget(parent);
    auto* row = new QHBoxLayout(buttons);
    const int gap = widgets::scaledPx(parent->font(), 4);
    row->setContentsMargins(gap, 0, gap, 0);
    row->setSpacing(0);
    QToolButton* detach = makeButton(widgets::Icon::Copy,
        DockTitle::tr("Make %1 a window of its own").arg(dock->windowTitle()), buttons);
    QToolButton* close = makeButton(
        widgets::Icon::Close, DockTitle::tr("Hide %1").arg(dock->windowTitle()), buttons);
    QObject::connect(
        detach, &QToolButton::clicked, dock, [dock] { dock->setFloating(!dock->isFloating()); });
    QObject::connect(close, &QToolButton::clicked, dock, &QDockWidget::close);
    row->addWidget(detach);
    row->addWidget(close);
    return buttons;
}

QDockWidget* makeDock(
    const DockWords& words, QWidget* content, DockTitle** titleBar, QWidget* parent)
{
    auto* dock = new QDockWidget(words.title, parent);
    dock->setObjectName(QLatin1String(words.name));
    dock->setWidget(content);
    *titleBar = new DockTitle(dock);
    dock->setTitleBarWidget(*titleBar);
    return dock;
}

}  // namespace gui
