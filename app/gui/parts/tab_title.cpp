// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/tab_title.h"

#include "gui/parts/dock_title.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QDockWidget>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace gui {

namespace {

constexpr double kHeight = 30;
constexpr double kPadding = 14;
constexpr double kGap = 7;
constexpr int kMark = 2;
constexpr int kLeastLetters = 4;

QFont nameFont(const QFont& font)
{
    return widgets::scaledFont(font, 1, QFont::DemiBold);
}

QFont remarkFont(const QFont& font)
{
    return widgets::scaledFont(font, widgets::kSmallText);
}

}  // namespace

TabStrip::TabStrip(QWidget* parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setFocusPolicy(Qt::TabFocus);
}

void TabStrip::setRemark(int tab, const QString& text)
{
    if (remark(tab) != text) {
        const bool grows = text.size() != remark(tab).size();
        setTabData(tab, text);
        setAccessibleTabName(tab, tabText(tab) + QLatin1Char(' ') + text);
        if (grows) {
            setTabText(tab, tabText(tab));  // lays the tabs out anew
        }
        update();
    }
}

QSize TabStrip::tabSizeHint(int index) const
{
    int width = 2 * widgets::scaledPx(font(), kPadding)
        + QFontMetrics(nameFont(font())).horizontalAdvance(tabText(index));
    if (!remark(index).isEmpty()) {
        width += widgets::scaledPx(font(), kGap)
            + QFontMetrics(remarkFont(font())).horizontalAdvance(remark(index));
    }
    return {width, std::max(widgets::scaledPx(font(), kHeight), fontMetrics().height() + 10)};
}

/// Where there is little room numbers go first, and then the ends of names.
QSize TabStrip::minimumTabSizeHint(int index) const
{
    const QString least = tabText(index).left(kLeastLetters);
    return {widgets::scaledPx(font(), kPadding)
            + QFontMetrics(nameFont(font())).horizontalAdvance(least),
        tabSizeHint(index).height()};
}

void TabStrip::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
    for (int i = 0; i < count(); ++i) {
        const QRect box = tabRect(i);
        const bool current = i == currentIndex();
        if (current) {
            painter.fillRect(box, theme.base);
            painter.fillRect(box.left(), box.top(), box.width(), kMark, theme.accent);
            painter.fillRect(box.left(), box.top(), 1, box.height(), theme.line);
            painter.fillRect(box.right(), box.top(), 1, box.height(), theme.line);
        }
        const int padding = widgets::scaledPx(font(), kPadding);
        QRect text = box.adjusted(padding, kMark, -padding + 2, 0);
        painter.setFont(current ? nameFont(font()) : font());
        painter.setPen(current ? theme.text : theme.text2);
        const QString name
            = painter.fontMetrics().elidedText(tabText(i), Qt::ElideRight, text.width());
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, name);
        text.setLeft(text.left() + painter.fontMetrics().horizontalAdvance(name)
            + widgets::scaledPx(font(), kGap));
        painter.setFont(remarkFont(font()));
        painter.setPen(theme.text3);
        if (painter.fontMetrics().horizontalAdvance(remark(i)) <= text.width()) {
            painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, remark(i));
        }
        if (current && hasFocus()) {
            painter.setPen(theme.accent);
            painter.drawRect(box.adjusted(3, kMark + 2, -4, -4));
        }
    }
}

TabTitle::TabTitle(QDockWidget* dock, const QString& name)
    : QWidget(dock)
    , m_tabs(new TabStrip(this))
{
    m_tabs->setAccessibleName(name);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(makeDockButtons(dock, this));
}

void TabTitle::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
}

}  // namespace gui
