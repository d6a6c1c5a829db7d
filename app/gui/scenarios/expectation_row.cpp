// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/expectation_row.h"

#include "gui/parts/label.h"

#include "widgets/link_label.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <array>

namespace gui {

namespace {

constexpr double kMarkWidth = 20;
constexpr double kMark = 11;

QString markWord(ShownLine::Mark mark)
{
    switch (mark) {
    case ShownLine::Mark::Open:
        return ExpectationRow::tr("open");
    case ShownLine::Mark::Tick:
        return ExpectationRow::tr("passed");
    case ShownLine::Mark::Cross:
        return ExpectationRow::tr("failed");
    case ShownLine::Mark::Question:
    case ShownLine::Mark::Dash:
        break;
    }
    return ExpectationRow::tr("not judged");
}

QColor markColor(const widgets::Theme& theme, ShownLine::Mark mark)
{
    switch (mark) {
    case ShownLine::Mark::Tick:
        return theme.ok;
    case ShownLine::Mark::Cross:
        return theme.err;
    case ShownLine::Mark::Question:
        return theme.warn;
    case ShownLine::Mark::Open:
    case ShownLine::Mark::Dash:
        break;
    }
    return theme.text3;
}

void paintMark(QPainter& painter, const QRectF& box, ShownLine::Mark mark)
{
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    switch (mark) {
    case ShownLine::Mark::Open:
        painter.drawEllipse(box.adjusted(2, 2, -2, -2));
        break;
    case ShownLine::Mark::Tick:
        painter.drawPolyline(std::array{at(0.1, 0.55), at(0.38, 0.82), at(0.92, 0.2)}.data(), 3);
        break;
    case ShownLine::Mark::Cross:
        painter.drawLine(at(0.15, 0.15), at(0.85, 0.85));
        painter.drawLine(at(0.85, 0.15), at(0.15, 0.85));
        break;
    case ShownLine::Mark::Question:
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
        break;
    case ShownLine::Mark::Dash:
        painter.drawLine(at(0.15, 0.5), at(0.85, 0.5));
        break;
    }
}

}  // namespace

ExpectationRow::ExpectationRow(QWidget* parent)
    : QWidget(parent)
    , m_name(makeLabel(QString(), 1, false, this))
    , m_evidence(makeLabel(QString(), widgets::kSmallText, false, this))
    , m_jump(new widgets::LinkLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(widgets::scaledPx(font(), kMarkWidth), 0, 0, 0);
    column->setSpacing(2);
    for (QLabel* label : {m_name, m_evidence}) {
        label->setWordWrap(true);
    }
    m_jump->setFont(widgets::scaledFont(font(), widgets::kSmallText));
    connect(m_jump, &QLabel::linkActivated, this,
        [this] { Q_EMIT momentChosen(m_line.at_s.value_or(0)); });
    for (QWidget* part : std::initializer_list<QWidget*>{m_name, m_evidence, m_jump}) {
        column->addWidget(part);
    }
}

void ExpectationRow::setLine(const ShownLine& line, const QString& link)
{
    if (line == m_line && link == m_jump->link()) {
        return;
    }
    m_line = line;
    m_name->setText(line.name);
    m_name->setFont(widgets::scaledFont(font(), 1, line.loud ? QFont::DemiBold : QFont::Normal));
    // A tool tip takes what looks like markup for markup.
    m_name->setToolTip(line.loud ? QString() : line.evidence.toHtmlEscaped());
    m_evidence->setText(line.evidence);
    m_evidence->setVisible(line.loud && !line.evidence.isEmpty());
    m_jump->setVisible(!link.isEmpty());
    m_jump->setAccessibleName(link);
    m_jump->setLink(link);
    setAccessibleName(
        QStringLiteral("%1: %2. %3").arg(markWord(line.mark), line.name, line.evidence));
    update();
}

void ExpectationRow::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(widgets::scaledFont(font(), 1, QFont::Bold));
    painter.setPen(QPen(markColor(theme, m_line.mark), 1.6, Qt::SolidLine, Qt::RoundCap));
    const double side = widgets::scaledPx(font(), kMark);
    const int line = fontMetrics().height();
    paintMark(painter, {1, (line - side) / 2.0, side, side}, m_line.mark);
}

}  // namespace gui
