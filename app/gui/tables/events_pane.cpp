// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/events_pane.h"

#include "gui/parts/list_table.h"

#include "widgets/type_scale.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace gui {

EventsPane::EventsPane(EventLog& log, QWidget* parent)
    : QWidget(parent)
    , m_log(log)
    , m_filter(new QLineEdit(this))
    , m_table(new ListTable(tr("Events"),
          {QStringLiteral("00:00:00.000"), QStringLiteral("a-ring-of-mine"),
              QStringLiteral("message__")},
          this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_filter->setObjectName(QStringLiteral("eventFilter"));
    m_filter->setPlaceholderText(tr("Filter: words, -not, /expression/"));
    m_filter->setAccessibleName(tr("Filter the events"));
    m_filter->setClearButtonEnabled(true);
    m_table->setObjectName(QStringLiteral("events"));
    m_table->setSticky(true);
    m_table->setEmptyText(tr("Nothing happened that the filter lets through. Faults, changes of "
                             "state, rings that come and go and messages appear here."));
    m_rows.setSourceModel(&m_log);
    m_table->setModel(&m_rows);
    const int gap = widgets::scaledPx(font(), 6);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(gap, gap, gap, gap);
    row->addWidget(m_filter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, &m_rows, &FilteredRows::setFilter);
    connect(m_table, &ListTable::chosen, this, &EventsPane::choose);
}

void EventsPane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void EventsPane::choose(const QModelIndex& index)
{
    Q_EMIT momentChosen(m_log.loggedEvent(m_rows.mapToSource(index).row()).moment);
}

}  // namespace gui
