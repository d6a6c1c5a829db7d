// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/filtered_rows.h"
#include "gui/tables/output_log.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace gui {

class ListTable;

/// What the workers wrote, with a filter; of all of them, or of one.
class OutputPane : public QWidget {
    Q_OBJECT
public:
    /// @param log outlives it.
    explicit OutputPane(OutputLog& log, QWidget* parent = nullptr);

private Q_SLOTS:
    void addWorker(const QString& worker);
    void chooseWorker();

private:
    QSortFilterProxyModel m_ofWorker;
    FilteredRows m_rows;
    QComboBox* m_worker;
    QLineEdit* m_filter;
    ListTable* m_table;
};

}  // namespace gui
