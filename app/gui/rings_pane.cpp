// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings_pane.h"

#include "gui/ring_row_delegate.h"

#include "widgets/type_scale.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gui {

RingsPane::RingsPane(QWidget* parent)
    : QWidget(parent)
    , m_name(new QLineEdit(this))
    , m_attach(new QPushButton(tr("Attach"), this))
    , m_list(new QListView(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const int gap = widgets::scaledPx(font(), 8);
    m_name->setObjectName(QStringLiteral("ringFilter"));
    m_name->setPlaceholderText(tr("Filter, or name to attach"));
    m_name->setTextMargins(gap / 2, 0, gap / 2, 0);
    m_name->setAccessibleName(tr("Filter the rings, or name a ring to attach to"));
    m_name->setClearButtonEnabled(true);
    m_attach->setEnabled(false);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(gap, gap, gap, gap);
    row->addWidget(m_name, 1);
    row->addWidget(m_attach);
    m_list->setObjectName(QStringLiteral("rings"));
    m_list->setAccessibleName(tr("Rings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RingRowDelegate(RingRowDelegate::Form::Narrow, m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    connect(m_list, &QListView::activated, this, &RingsPane::attachRow);
    connect(m_list, &QListView::clicked, this, &RingsPane::showRow);
    connect(m_name, &QLineEdit::textChanged, this, &RingsPane::filter);
    connect(m_name, &QLineEdit::returnPressed, this, &RingsPane::attachTyped);
    connect(m_attach, &QPushButton::clicked, this, &RingsPane::attachTyped);
}

QSize RingsPane::sizeHint() const
{
    return {widgets::scaledPx(font(), 345), widgets::scaledPx(font(), 316)};
}

void RingsPane::setRows(std::vector<RingRow> rows)
{
    m_rows = std::move(rows);
    filter();
}

void RingsPane::setCurrent(const std::string& ring)
{
    if (m_current != ring) {
        m_current = ring;
        m_list->setCurrentIndex(m_model.index(m_model.indexOf(ring)));
    }
}

void RingsPane::focusName()
{
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

void RingsPane::attachRow(const QModelIndex& index)
{
    Q_EMIT attachRequested(QString::fromStdString(m_model.row(index.row()).ring));
}

/// One click is enough to look at a ring that is attached already.
void RingsPane::showRow(const QModelIndex& index)
{
    if (m_model.row(index.row()).attached) {
        attachRow(index);
    }
}

void RingsPane::attachTyped()
{
    const QString name = m_name->text().trimmed();
    if (!name.isEmpty()) {
        m_name->clear();
        Q_EMIT attachRequested(name);
    }
}

void RingsPane::filter()
{
    const QString wanted = m_name->text().trimmed();
    m_attach->setEnabled(!wanted.isEmpty());
    std::vector<RingRow> matching;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(matching),
        [&](const RingRow& row) { return row.name.contains(wanted, Qt::CaseInsensitive); });
    m_model.setRows(std::move(matching));
    if (!m_list->currentIndex().isValid()) {
        m_list->setCurrentIndex(m_model.index(m_model.indexOf(m_current)));
    }
}

}  // namespace gui
