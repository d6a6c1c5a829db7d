// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status/status_line.h"

#include "widgets/chip.h"
#include "widgets/type_scale.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace gui {

namespace {

constexpr double kText = 0.92;

QWidget* makeSeparator(QWidget* parent)
{
    auto* line = new QWidget(parent);
    line->setFixedWidth(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Midlight);
    return line;
}

/// A text that can be clicked. Text at the left: what grows leaves the rest in its place.
class StatusItem : public QAbstractButton {
public:
    StatusItem(const QFont& font, QWidget* parent)
        : QAbstractButton(parent)
    {
        setFont(font);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height() + 8};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {fontMetrics().height() * 3, sizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(),
            static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
            fontMetrics().elidedText(text(), Qt::ElideRight, width()));
        if (underMouse() || hasFocus()) {
            painter.drawLine(0, height() - 3, width(), height() - 3);
        }
    }
    void enterEvent(QEnterEvent* /*event*/) override { update(); }
    void leaveEvent(QEvent* /*event*/) override { update(); }
};

}  // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent)
{
    const int gap = widgets::scaledPx(font(), 9);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gap / 2, 0, 0, 0);
    row->setSpacing(0);
    const std::array<QString, kParts> names{tr("Mode"), tr("Badge"), tr("Recording"), tr("Rings"),
        tr("Sampling"), tr("Drawing"), tr("Memory"), tr("Problems"), tr("Read-only")};
    for (int i = 0; i < kParts; ++i) {
        const auto part = static_cast<std::size_t>(i);
        auto* box = new QWidget(this);
        auto* inner = new QHBoxLayout(box);
        inner->setContentsMargins(0, 0, gap, 0);
        inner->setSpacing(gap);
        if (i > Badge && i < ReadOnly) {
            inner->addWidget(makeSeparator(box));
        }
        auto* button = new StatusItem(
            widgets::scaledFont(font(), kText, i == Mode ? QFont::DemiBold : QFont::Normal), box);
        button->setForegroundRole(QPalette::WindowText);
        button->setObjectName(QStringLiteral("status%1").arg(i));
        button->setToolTip(names[part]);
        button->setAccessibleName(names[part]);
        connect(button, &QAbstractButton::clicked, this,
            [this, i] { Q_EMIT clicked(static_cast<Part>(i)); });
        inner->addWidget(button);
        if (i == ReadOnly) {
            row->addStretch(1);
        }
        row->addWidget(box);
        m_boxes[part] = box;
        m_buttons[part] = button;
    }
    m_buttons[Badge]->hide();
    m_badge = new widgets::Chip(widgets::ChipStyle::Badge, {}, m_boxes[Badge]);
    m_boxes[Badge]->layout()->addWidget(m_badge);
    m_boxes[Badge]->hide();
    m_boxes[Recording]->hide();
}

void StatusLine::set(Part part, const QString& text)
{
    QAbstractButton* button = m_buttons[part];
    if (button->text() != text) {
        button->setText(text);
        button->setAccessibleName(button->toolTip() + QStringLiteral(": ") + text);
        // Grows, and never shrinks: a number must not push its neighbours to and fro.
        const int least = part == ReadOnly || part == Mode ? 0 : button->sizeHint().width();
        button->setMinimumWidth(std::max(button->minimumWidth(), least));
    }
    m_boxes[part]->setVisible(!text.isEmpty());
}

void StatusLine::setText(const StatusText& text)
{
    set(Mode, text.mode);
    if (m_badge->text() != text.badge) {
        m_badge->setText(text.badge);
        m_badge->updateGeometry();
    }
    m_boxes[Badge]->setVisible(!text.badge.isEmpty());
    set(Recording, text.recording);
    set(Rings, text.rings);
    set(Sampling, text.sampling);
    set(Replot, text.replot);
    set(Memory, text.memory);
    set(Problems, text.problems);
    set(ReadOnly, text.readOnly);
    m_buttons[Problems]->setForegroundRole(
        text.hasProblems ? QPalette::BrightText : QPalette::WindowText);
}

}  // namespace gui
