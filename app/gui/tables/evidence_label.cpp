// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/evidence_label.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace gui {

namespace {

constexpr double kShape = 15;
constexpr double kLeft = 12;
constexpr double kTextLeft = 36;

}  // namespace

EvidenceLabel::EvidenceLabel(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::RichText);  // what comes from a ring is escaped
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setFont(widgets::scaledFont(font(), 0.95));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(
        widgets::scaledPx(font(), kTextLeft), 0, widgets::scaledPx(font(), kLeft), 0);
    row->addWidget(m_text, 1, Qt::AlignTop);
}

void EvidenceLabel::setLine(const EvidenceLine& line)
{
    if (line == m_line) {
        return;
    }
    m_line = line;
    m_text->setText(
        QStringLiteral("<b>%1</b> %2").arg(line.lead.toHtmlEscaped(), line.text.toHtmlEscaped()));
    m_text->setAccessibleName(line.lead + QLatin1Char(' ') + line.text);
    update();
}

void EvidenceLabel::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    const double side = widgets::scaledPx(font(), kShape);
    const double middle = m_text->y() + m_text->fontMetrics().height() / 2.0;
    widgets::paintStateShape(painter,
        QRectF(widgets::scaledPx(font(), kLeft), middle - side / 2, side, side), m_line.shape,
        {widgets::toneColor(theme, m_line.tone), theme.base});
}

}  // namespace gui
