// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status_line.h"

#include "gui/label.h"

#include "widgets/chip.h"
#include "widgets/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>

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

}  // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent)
{
    const int gap = widgets::scaledPx(font(), 9);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gap, 0, 0, 0);
    row->setSpacing(0);
    const std::array<QString, kParts> names{tr("Mode"), tr("Demo"), tr("Rings"), tr("Sampling"),
        tr("Drawing"), tr("Memory"), tr("Problems"), tr("Read-only")};
    for (int i = 0; i < kParts; ++i) {
        const auto part = static_cast<std::size_t>(i);
        auto* box = new QWidget(this);
        auto* inner = new QHBoxLayout(box);
        inner->setContentsMargins(0, 0, gap, 0);
        inner->setSpacing(gap);
        if (i > Demo && i < ReadOnly) {
            inner->addWidget(makeSeparator(box));
        }
        QLabel* label = makeLabel(QString(), kText, i == Mode, box);
        label->setObjectName(QStringLiteral("status%1").arg(i));
        label->setToolTip(names[part]);
        inner->addWidget(label);
        if (i == ReadOnly) {
            row->addStretch(1);
            label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        row->addWidget(box);
        m_boxes[part] = box;
        m_labels[part] = label;
    }
    m_labels[Demo]->hide();
    auto* badge = new widgets::Chip(widgets::ChipStyle::Badge, tr("DEMO"), m_boxes[Demo]);
    m_boxes[Demo]->layout()->addWidget(badge);
    m_boxes[Demo]->hide();
}

void StatusLine::set(Part part, const QString& text)
{
    QLabel* label = m_labels[part];
    if (label->text() != text) {
        label->setText(text);
        label->setAccessibleName(label->toolTip() + QStringLiteral(": ") + text);
        // Grows, and never shrinks: a number must not push its neighbours to and fro.
        label->setMinimumWidth(std::max(label->minimumWidth(), label->sizeHint().width()));
    }
    m_boxes[part]->setVisible(!text.isEmpty());
}

void StatusLine::setText(const StatusText& text)
{
    set(Mode, text.mode);
    m_boxes[Demo]->setVisible(text.demo);
    set(Rings, text.rings);
    set(Sampling, text.sampling);
    set(Replot, text.replot);
    set(Memory, text.memory);
    set(Problems, text.problems);
    set(ReadOnly, text.readOnly);
    m_labels[Problems]->setForegroundRole(
        text.hasProblems ? QPalette::BrightText : QPalette::WindowText);
}

}  // namespace gui
