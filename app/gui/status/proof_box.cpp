// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status/proof_box.h"

#include "gui/parts/label.h"
#include "gui/status/read_only_words.h"

#include "widgets/type_scale.h"

#include <QGridLayout>
#include <QLabel>

namespace gui {

namespace {

constexpr double kWidth = 430;

}  // namespace

ProofBox::ProofBox(const ReadOnlyProof& proof, const QString& segmentPath, QWidget* parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("proofBox"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::Box);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAccessibleName(proofInFull(proof, segmentPath));
    const int gap = widgets::scaledPx(font(), 10);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(gap, gap, gap, gap);
    grid->setHorizontalSpacing(gap);
    int row = 0;
    for (const ProofLine& line : proofLines(proof, segmentPath)) {
        QLabel* value = makeLabel(line.value, 1, false, this);
        value->setWordWrap(true);
        grid->addWidget(makeQuietLabel(line.question, widgets::kSmallText, this), row, 0,
            Qt::AlignTop | Qt::AlignLeft);
        grid->addWidget(value, row++, 1);
    }
    grid->setColumnStretch(1, 1);
    setFixedWidth(widgets::scaledPx(font(), kWidth));
}

void ProofBox::showAt(QPoint upperRight)
{
    adjustSize();
    move(upperRight - QPoint(width(), 0));
    show();
}

void ProofBox::keyPressEvent(QKeyEvent* /*event*/)
{
    close();
}

}  // namespace gui
