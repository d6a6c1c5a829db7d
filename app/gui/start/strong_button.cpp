// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/start/strong_button.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QPainter>
#include <QPainterPath>

namespace gui {

namespace {

constexpr double kRadius = 3;
constexpr int kFocusRoom = 3;  // the focus ring lies outside the face
constexpr double kEm = 1.08;

QFont faceFont(const QFont& base)
{
    return widgets::scaledFont(base, kEm, QFont::DemiBold);
}

void paintPlay(QPainter& painter, const QRectF& box)
{
    QPainterPath triangle;
    triangle.moveTo(box.topLeft());
    triangle.lineTo(box.right(), box.center().y());
    triangle.lineTo(box.bottomLeft());
    triangle.closeSubpath();
    painter.fillPath(triangle, painter.pen().color());
}

}  // namespace

StrongButton::StrongButton(const QString& text, const QString& keyHint, QWidget* parent)
    : QPushButton(text, parent)
    , m_keyHint(keyHint)
{
    setAutoDefault(true);
    setFocusPolicy(Qt::StrongFocus);
}

QSize StrongButton::sizeHint() const
{
    const QFontMetrics metrics(faceFont(font()));
    return {metrics.horizontalAdvance(text() + m_keyHint) + 6 * metrics.height(),
        metrics.height() * 2 + 2 * kFocusRoom};
}

void StrongButton::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF face = QRectF(rect()).adjusted(kFocusRoom, kFocusRoom, -kFocusRoom, -kFocusRoom);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius + 1, kRadius + 1);
    }
    QColor fill = isEnabled() ? theme.ink : theme.ctl;
    if (isDown() || underMouse()) {
        fill = isDown() ? theme.text3 : theme.text2;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(face, kRadius, kRadius);

    const QFont bold = faceFont(font());
    const QFontMetricsF metrics(bold);
    const double space = metrics.height() / 2;
    const double icon = metrics.capHeight();
    const double textWidth = metrics.horizontalAdvance(text());
    const double hintWidth = QFontMetricsF(font()).horizontalAdvance(m_keyHint);
    double x = face.center().x() - (icon + space + textWidth + space + hintWidth) / 2;
    painter.setPen(theme.inkText);
    paintPlay(painter, {x, face.center().y() - icon / 2, icon, icon});
    x += icon + space;
    painter.setFont(bold);
    painter.drawText(QRectF(x, face.top(), textWidth + 1, face.height()), Qt::AlignVCenter, text());
    painter.setFont(font());
    painter.drawText(QRectF(x + textWidth + space, face.top(), hintWidth + 1, face.height()),
        Qt::AlignVCenter, m_keyHint);
}

}  // namespace gui
