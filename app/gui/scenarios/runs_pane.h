// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/filtered_rows.h"
#include "gui/scenarios/run_rows.h"

#include <QWidget>

class QLineEdit;

namespace gui {

class ListTable;
class RunLibrary;

/// The runs that were kept, to be sorted and filtered. A row leads to its card.
class RunsPane : public QWidget {
    Q_OBJECT
public:
    /// @param library outlives it.
    explicit RunsPane(RunLibrary& library, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit& filterField() const { return *m_filter; }

Q_SIGNALS:
    void runChosen(const monitor::run::KeptRun& run);

private:
    void showRuns();
    void choose(const QModelIndex& index);

    RunLibrary& m_library;
    RunRows m_rows;
    FilteredRows m_filtered;
    QLineEdit* m_filter;
    ListTable* m_table;
};

}  // namespace gui
