// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/filtered_rows.h"
#include "gui/tables/event_log.h"

#include <QWidget>

class QLineEdit;

namespace gui {

class ListTable;

/// What happened, oldest first, with a filter. A row leads to its moment.
class EventsPane : public QWidget {
    Q_OBJECT
public:
    /// @param log outlives it.
    explicit EventsPane(EventLog& log, QWidget* parent = nullptr);

    void focusFilter();

Q_SIGNALS:
    void momentChosen(const gui::Moment& moment);

private Q_SLOTS:
    void choose(const QModelIndex& index);

private:
    EventLog& m_log;
    FilteredRows m_rows;
    QLineEdit* m_filter;
    ListTable* m_table;
};

}  // namespace gui
