// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inline_message.h"

#include "widgets/icons.h"
#include "widgets/link_label.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace widgets {

namespace {

constexpr int kEdge = 3;
constexpr double kHeight = 30;

}  // namespace

InlineMessage::InlineMessage(QWidget* parent)
    : QWidget(parent)
    , m_link(new LinkLabel(this))
    , m_close(new QToolButton(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_link->hide();
    m_close->setIcon(icon(Icon::Close, QPalette::PlaceholderText));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close the message"));
    connect(m_link, &LinkLabel::linkActivated, this, &InlineMessage::linkClicked);
    connect(m_close, &QToolButton::clicked, this, &InlineMessage::closed);
}

void InlineMessage::setMessage(const MessageText& message)
{
    if (message == m_message)
        return;
    m_message = message;
    setAccessibleName(message.text);
    setToolTip(message.text);
    m_link->setLink(message.link);
    layOut();
}

QSize InlineMessage::sizeHint() const
{
    return {scaledPx(font(), 480), minimumSizeHint().height()};
}

QSize InlineMessage::minimumSizeHint() const
{
    return {scaledPx(font(), 200),
        std::max(scaledPx(font(), kHeight), fontMetrics().height() + scaledPx(font(), 10))};
}

void InlineMessage::layOut()
{
    const int gap = scaledPx(font(), 8);
    const int side = scaledPx(font(), 22);
    int right = width() - gap / 2 - side;
    m_close->setGeometry(right, (height() - side) / 2, side, side);
    right -= gap;
    m_link->setFont(scaledFont(font(), kSmallText));
    m_link->setVisible(!m_message.link.isEmpty());
    if (!m_message.link.isEmpty()) {
        const QSize size = m_link->sizeHint();
        right -= size.width();
        m_link->setGeometry(right, (height() - size.height()) / 2, size.width(), size.height());
        right -= gap;
    }
    m_textRight = right;
    update();
}

void InlineMessage::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& t = theme(palette());
    const QColor tone = toneColor(t, m_message.tone);
    QPainter painter(this);
    painter.fillRect(rect(), t.base);
    painter.setPen(t.line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.fillRect(0, 0, kEdge, height(), tone);

    const int gap = scaledPx(font(), 8);
    const double side = scaledPx(font(), 15);
    const double left = kEdge + gap;
    paintStateShape(
        painter, {left, (height() - side) / 2.0, side, side}, m_message.shape, {tone, t.base});

    const QString count
        = m_message.count > 1 ? QStringLiteral("×%1").arg(m_message.count) : QString();
    const QFont small = scaledFont(font(), kSmallText);
    const int countRoom = count.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(count) + gap;
    const int x = static_cast<int>(left + side) + gap;
    const QString text = fontMetrics().elidedText(
        m_message.text, Qt::ElideRight, std::max(0, m_textRight - x - countRoom));
    painter.setPen(t.text);
    painter.drawText(
        QRect(x, 0, m_textRight - x, height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
    if (count.isEmpty())
        return;
    const int after = x + fontMetrics().horizontalAdvance(text) + gap;
    painter.setFont(small);
    painter.setPen(t.text3);
    painter.drawText(
        QRect(after, 0, countRoom, height()), Qt::AlignVCenter | Qt::TextSingleLine, count);
}

void InlineMessage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void InlineMessage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        layOut();
    }
}

}  // namespace widgets
