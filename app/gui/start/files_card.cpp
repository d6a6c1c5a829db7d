// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/start/files_card.h"

#include "gui/parts/label.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

namespace {

constexpr double kRow = 26;

}  // namespace

FilesCard::FilesCard(int margin, QWidget* parent)
    : Card(parent)
    , m_caption(makeQuietLabel(tr("Opened last"), widgets::kSmallText, this))
    , m_recent(new QListWidget(this))
    , m_noRecent(makeQuietLabel(tr("None was opened yet."), 1, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, margin, 1, margin);
    column->setSpacing(0);
    makeHead(*column, margin);
    makeList(*column, margin);
    auto* open = new QPushButton(tr("Open…"), this);
    open->setObjectName(QStringLiteral("openRecordingButton"));
    open->setAccessibleName(tr("Open a recording"));
    connect(open, &QPushButton::clicked, this, &FilesCard::recordingRequested);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(margin, margin / 2, margin, 0);
    row->addWidget(open);
    column->addLayout(row);
    setRecent({});
}

void FilesCard::makeHead(QVBoxLayout& column, int margin)
{
    auto* head = new QVBoxLayout;
    head->setContentsMargins(margin, 0, margin, margin / 2);
    head->addWidget(makeLabel(tr("Open a recording"), widgets::kCardTitleText, true, this));
    head->addWidget(makeLabel(tr("Or drop a .ringrec file here."), 1, false, this));
    column.addLayout(head);
}

void FilesCard::makeList(QVBoxLayout& column, int margin)
{
    m_recent->setObjectName(QStringLiteral("recentFiles"));
    m_recent->setAccessibleName(tr("Recordings and workspaces that were opened last"));
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_recent, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT fileRequested(item->data(Qt::UserRole).toString());
    });
    m_noRecent->setAlignment(Qt::AlignCenter);
    m_caption->setContentsMargins(margin, 0, margin, margin / 4);
    auto* list = new QHBoxLayout;
    list->setContentsMargins(margin * 3 / 4, 0, margin * 3 / 4, 0);
    list->addWidget(m_recent);
    column.addWidget(m_caption);
    column.addLayout(list, 1);
    column.addWidget(m_noRecent, 1);
}

void FilesCard::setRecent(const QStringList& paths)
{
    m_recent->clear();
    for (const QString& path : paths) {
        auto* item
            = new QListWidgetItem(widgets::visibleText(QFileInfo(path).fileName()), m_recent);
        item->setData(Qt::UserRole, path);
        item->setSizeHint(QSize(0, widgets::scaledPx(font(), kRow)));
        item->setToolTip(widgets::visibleText(path).toHtmlEscaped());
    }
    m_caption->setVisible(!paths.isEmpty());
    m_recent->setVisible(!paths.isEmpty());
    m_noRecent->setVisible(paths.isEmpty());
}

}  // namespace gui
