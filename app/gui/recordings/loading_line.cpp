// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/loading_line.h"

#include "widgets/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace gui {

namespace {

constexpr int kPerMille = 1000;

}  // namespace

LoadingLine::LoadingLine(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
{
    setObjectName(QStringLiteral("loading"));
    auto* row = new QHBoxLayout(this);
    const int gap = widgets::scaledPx(font(), 8);
    row->setContentsMargins(gap, gap / 2, gap, gap / 2);
    row->setSpacing(gap);
    m_text->setTextFormat(Qt::PlainText);
    m_bar->setRange(0, kPerMille);
    m_bar->setAccessibleName(tr("How far the recording is read"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelLoading"));
    connect(cancel, &QPushButton::clicked, this, &LoadingLine::cancelled);
    row->addWidget(m_text);
    row->addWidget(m_bar, 1);
    row->addWidget(cancel);
    hide();
}

void LoadingLine::begin(const QString& file)
{
    m_text->setText(tr("Reading %1").arg(file));
    m_bar->setValue(0);
    show();
}

void LoadingLine::setShare(double share)
{
    m_bar->setValue(static_cast<int>(share * kPerMille));
}

}  // namespace gui
