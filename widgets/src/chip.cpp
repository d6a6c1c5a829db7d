// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chip.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

#include <utility>

namespace widgets {

namespace {

constexpr double kChipText = 0.92;
constexpr double kBadgeText = 0.81;

struct Face {
    QColor border;
    QColor text;
    QColor fill;
};

}  // namespace

Chip::Chip(ChipStyle style, const QString& text, QWidget* parent)
    : QAbstractButton(parent)
    , m_style(style)
{
    setText(text);
    setCheckable(style == ChipStyle::Pill);
    setFocusPolicy(style == ChipStyle::Badge ? Qt::NoFocus : Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setGlyph(std::optional<Icon> glyph)
{
    if (m_glyph == glyph)
        return;
    m_glyph = glyph;
    updateGeometry();
    update();
}

QFont Chip::faceFont() const
{
    if (m_style == ChipStyle::Badge) {
        QFont font = scaledFont(this->font(), kBadgeText, QFont::Bold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, em(font) * 0.08);
        return font;
    }
    return scaledFont(
        font(), kChipText, m_style == ChipStyle::Pill ? QFont::DemiBold : QFont::Normal);
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(faceFont());
    const int words = metrics.horizontalAdvance(text());
    if (m_style == ChipStyle::Badge)
        return {words + scaledPx(font(), 13), std::max(scaledPx(font(), 18), metrics.height() + 2)};
    const int glyph = m_glyph ? scaledPx(font(), 13 + 5) : 0;
    return {
        words + glyph + scaledPx(font(), 20), std::max(scaledPx(font(), 22), metrics.height() + 4)};
}

void Chip::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& t = theme(palette());
    Face face{t.line, t.text2, t.base};
    if (m_style == ChipStyle::Badge)
        face = {t.text2, t.text2, Qt::transparent};
    if (m_style == ChipStyle::Pill)
        face = isChecked() ? Face{t.accent, t.accent, t.base} : Face{t.ctl, t.text2, t.base};
    if (m_style != ChipStyle::Badge && (underMouse() || isDown()))
        face.fill = isDown() ? t.sel : t.greyTint;

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? t.accent : face.border, hasFocus() ? 1.6 : 1));
    painter.setBrush(face.fill);
    const QRectF frame = QRectF(rect()).adjusted(0.8, 0.8, -0.8, -0.8);
    const double radius = m_style == ChipStyle::Badge ? 2 : frame.height() / 2;
    painter.drawRoundedRect(frame, radius, radius);

    painter.setFont(faceFont());
    painter.setPen(face.text);
    QRectF box(rect());
    if (m_style == ChipStyle::Badge) {
        painter.drawText(box, Qt::AlignCenter, text());
        return;
    }
    box.adjust(scaledPx(font(), 9), 0, -scaledPx(font(), 9), 0);
    if (m_glyph) {
        const double side = scaledPx(font(), 13);
        paintIcon(
            painter, {box.left(), box.center().y() - side / 2, side, side}, *m_glyph, face.text);
        box.adjust(side + scaledPx(font(), 5), 0, 0, 0);
    }
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text());
}

void Chip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QAbstractButton::changeEvent(event);
}

}  // namespace widgets
