// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status_line.h"

#include "gui/label.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>

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
    const int edge = widgets::scaledPx(font(), 4);
    row->setContentsMargins(edge, 0, edge, 0);
    row->setSpacing(0);
    const std::array<QString, kParts> names{tr("Mode"), tr("Demo"), tr("Rings"), tr("Sampling"),
        tr("Drawing"), tr("Memory"), tr("Problems"), tr("Read-only")};
    for (int i = 0; i < kParts; ++i) {
        const auto part = static_cast<std::size_t>(i);
        auto* box = new QWidget(this);
        auto* inner = new QHBoxLayout(box);
        inner->setContentsMargins(gap, 0, gap, 0);
        inner->setSpacing(0);
        QLabel* label = makeLabel(QString(), kText, i == Mode, box);
        label->setObjectName(QStringLiteral("status%1").arg(i));
        label->setToolTip(names[part]);
        inner->addWidget(label);
        if (i == ReadOnly) {
            row->addStretch(1);
        } else if (i > Demo) {
            row->addWidget(makeSeparator(this));
        }
        row->addWidget(box);
        m_boxes[part] = box;
        m_labels[part] = label;
    }
    m_labels[Demo]->setText(tr("DEMO"));
    m_labels[Demo]->setFrameShape(QFrame::Box);
    m_labels[Demo]->setContentsMargins(edge, 0, edge, 0);
    m_labels[Demo]->setFont(widgets::scaledFont(font(), 0.81, QFont::Bold));
    m_boxes[Demo]->hide();
}

void StatusLine::set(Part part, const QString& text)
{
    QLabel* label = m_labels[part];
    if (label->text() != text) {
        label->setText(text);
        label->setAccessibleName(label->toolTip() + QStringLiteral(": ") + text);
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
