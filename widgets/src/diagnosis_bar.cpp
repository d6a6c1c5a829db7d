// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnosis_bar.h"

#include "two_lines.h"

#include "widgets/chip.h"
#include "widgets/link_label.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace widgets {

namespace {

constexpr int kEdge = 4;
constexpr int kDeadlineLine = 2;
constexpr double kHeight = 60;
constexpr double kEvidenceText = 0.96;

}  // namespace

DiagnosisBar::DiagnosisBar(QWidget* parent)
    : QWidget(parent)
    , m_link(new LinkLabel(this))
    , m_readOnly(new Chip(ChipStyle::Quiet, tr("read-only"), this))
    , m_follow(new Chip(ChipStyle::Pill, tr("Follow"), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_readOnly->setGlyph(Icon::Lock);
    m_readOnly->hide();
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setGlyph(Icon::Follow);
    m_follow->setChecked(true);
    m_follow->setToolTip(tr("Follow the newest data (End)"));
    connect(m_link, &LinkLabel::linkActivated, this, &DiagnosisBar::linkClicked);
    connect(m_readOnly, &Chip::clicked, this, &DiagnosisBar::proofRequested);
    connect(m_follow, &Chip::clicked, this, &DiagnosisBar::followRequested);
}

void DiagnosisBar::setDiagnosis(const DiagnosisText& diagnosis)
{
    if (diagnosis == m_diagnosis)
        return;
    const bool relink = diagnosis.link != m_diagnosis.link;
    m_diagnosis = diagnosis;
    setAccessibleName(diagnosis.lead);
    setAccessibleDescription(diagnosis.evidence);
    if (relink) {
        m_link->setLink(diagnosis.link);
        layOut();
    }
    update();
}

void DiagnosisBar::setReadOnly(bool readOnly, const QString& proof)
{
    m_readOnly->setToolTip(proof);
    m_readOnly->setAccessibleDescription(proof);
    if (m_isReadOnly == readOnly)
        return;
    m_isReadOnly = readOnly;
    layOut();
}

void DiagnosisBar::setFollow(bool follows, const QString& behind)
{
    const QString text
        = follows || behind.isEmpty() ? tr("Follow") : tr("Follow (%1 behind)").arg(behind);
    m_follow->setChecked(follows);
    if (m_follow->text() == text)
        return;
    m_follow->setText(text);
    layOut();
}

QSize DiagnosisBar::sizeHint() const
{
    return {scaledPx(font(), 640), minimumSizeHint().height()};
}

QSize DiagnosisBar::minimumSizeHint() const
{
    const int words = QFontMetrics(scaledFont(font(), kLeadText)).height()
        + QFontMetrics(scaledFont(font(), kEvidenceText)).height();
    return {
        scaledPx(font(), 320), std::max(scaledPx(font(), kHeight), words + scaledPx(font(), 16))};
}

QColor DiagnosisBar::background() const
{
    const Theme& t = theme(palette());
    return isLoud(m_diagnosis.tone) ? toneTint(t, m_diagnosis.tone) : t.base;
}

void DiagnosisBar::layOut()
{
    const int gap = scaledPx(font(), 12);
    int right = width() - gap;
    const auto place = [&](QWidget* widget) {
        if (!widget->isVisibleTo(this))
            return;
        const QSize size = widget->sizeHint();
        right -= size.width();
        widget->setGeometry(right, (height() - size.height()) / 2, size.width(), size.height());
        right -= gap;
    };
    m_link->setFont(scaledFont(font(), kSmallText));
    // What is said elsewhere, too, gives way to the sentence.
    m_link->setVisible(!m_diagnosis.link.isEmpty() && width() > scaledPx(font(), 760));
    m_readOnly->setVisible(m_isReadOnly && width() > scaledPx(font(), 460));
    place(m_follow);
    place(m_readOnly);
    place(m_link);
    m_textRight = right;
    update();
}

void DiagnosisBar::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& t = theme(palette());
    const QColor tone = toneColor(t, m_diagnosis.tone);
    QPainter painter(this);
    painter.fillRect(rect(), background());
    painter.fillRect(0, 0, kEdge, height(), tone);
    painter.fillRect(0, height() - 1, width(), 1, t.line);
    if (m_diagnosis.deadline) {
        painter.fillRect(0, height() - kDeadlineLine, width(), kDeadlineLine, t.line);
        const double share = std::clamp(*m_diagnosis.deadline, 0.0, 1.0);
        painter.fillRect(
            0, height() - kDeadlineLine, static_cast<int>(width() * share), kDeadlineLine, tone);
    }
    const double side = scaledPx(font(), 22);
    const double left = kEdge + scaledPx(font(), 12);
    paintStateShape(painter, {left, (height() - side) / 2.0, side, side}, m_diagnosis.shape,
        {tone, background()});

    const QFont leadFont = scaledFont(font(), kLeadText, QFont::DemiBold);
    const QFont evidenceFont = scaledFont(font(), kEvidenceText);
    const QFontMetrics lead(leadFont);
    const QFontMetrics evidence(evidenceFont);
    const int x = static_cast<int>(left + side) + scaledPx(font(), 12);
    const int room = std::max(0, m_textRight - x);
    QStringList lines{m_diagnosis.evidence};
    if (height() >= lead.height() + 2 * evidence.height() + 2 * kDeadlineLine)
        lines = twoLines(m_diagnosis.evidence, evidence, room);
    int y = (height() - lead.height() - static_cast<int>(lines.size()) * evidence.height()) / 2;
    painter.setFont(leadFont);
    painter.setPen(t.text);
    painter.drawText(QRect(x, y, room, lead.height()), Qt::AlignVCenter | Qt::TextSingleLine,
        lead.elidedText(m_diagnosis.lead, Qt::ElideRight, room));
    painter.setFont(evidenceFont);
    painter.setPen(t.text2);
    y += lead.height();
    for (const QString& line : lines) {
        painter.drawText(QRect(x, y, room, evidence.height()),
            Qt::AlignVCenter | Qt::TextSingleLine, evidence.elidedText(line, Qt::ElideRight, room));
        y += evidence.height();
    }
}

void DiagnosisBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void DiagnosisBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        layOut();
    }
}

bool DiagnosisBar::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(
            help->globalPos(), m_diagnosis.lead + u'\n' + m_diagnosis.evidence, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace widgets
