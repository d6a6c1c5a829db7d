// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/complaint_box.h"

#include "gui/parts/label.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>

#include <algorithm>

namespace gui {

namespace {

constexpr int kEdge = 3;
constexpr int kLinesShownMax = 8;

}  // namespace

ComplaintBox::ComplaintBox(QWidget* parent)
    : QWidget(parent)
    , m_title(makeLabel(QString(), 1, true, this))
    , m_lines(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("complaints"));
    m_title->setWordWrap(true);
    m_lines->setReadOnly(true);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setTabChangesFocus(true);
    m_lines->setAccessibleName(tr("What is wrong"));
    m_lines->setFont(widgets::scaledFont(font(), widgets::kSmallText));
    m_lines->viewport()->setAutoFillBackground(false);
    auto* close = new QToolButton(this);
    close->setIcon(widgets::icon(widgets::Icon::Close, QPalette::PlaceholderText));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close the message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    const int gap = widgets::scaledPx(font(), 8);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge + gap, gap / 2, gap / 2, gap / 2);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_lines);
    hide();
}

void ComplaintBox::complain(const QString& title, const QStringList& lines)
{
    m_title->setText(title);
    m_lines->setPlainText(lines.join(QLatin1Char('\n')));
    // Long lines are wrapped: that many stand for about twice as many.
    const auto shown = std::clamp<qsizetype>(lines.size() * 3, 3, kLinesShownMax);
    m_lines->setFixedHeight(static_cast<int>(shown) * m_lines->fontMetrics().lineSpacing()
        + 2 * static_cast<int>(m_lines->document()->documentMargin()));
    m_lines->setVisible(!lines.isEmpty());
    setAccessibleName(title);
    show();
}

void ComplaintBox::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.errTint);
    painter.fillRect(0, 0, kEdge, height(), theme.err);
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
}

}  // namespace gui
