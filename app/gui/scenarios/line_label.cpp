// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/line_label.h"

#include <QPainter>

namespace gui {

LineLabel::LineLabel(Qt::TextElideMode side, QPalette::ColorRole role, QWidget* parent)
    : QWidget(parent)
    , m_side(side)
{
    setForegroundRole(role);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LineLabel::setText(const QString& text)
{
    if (m_text != text) {
        m_text = text;
        setAccessibleName(text);
        updateTip();
        updateGeometry();
        update();
    }
}

void LineLabel::setIndent(int indent)
{
    if (m_indent != indent) {
        m_indent = indent;
        updateGeometry();
        update();
    }
}

QSize LineLabel::sizeHint() const
{
    return {m_indent + fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize LineLabel::minimumSizeHint() const
{
    return {m_indent + fontMetrics().averageCharWidth() * 4, fontMetrics().height()};
}

void LineLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect().adjusted(m_indent, 0, 0, 0),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        fontMetrics().elidedText(m_text, m_side, width() - m_indent));
}

void LineLabel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateTip();
}

void LineLabel::updateTip()
{
    const bool isCut = fontMetrics().horizontalAdvance(m_text) > width() - m_indent;
    // A tool tip takes what looks like markup for markup.
    setToolTip(isCut
            ? QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(m_text.toHtmlEscaped())
            : QString());
}

}  // namespace gui
