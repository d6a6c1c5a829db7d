// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/runs_pane.h"

#include "gui/parts/list_table.h"
#include "gui/scenarios/run_library.h"
#include "gui/scenarios/shown_run.h"

#include "widgets/type_scale.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gui {

RunsPane::RunsPane(RunLibrary& library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_filter(new QLineEdit(this))
    , m_table(new ListTable(tr("Runs"),
          {QStringLiteral("W"), QString(), QStringLiteral("damaged"), QStringLiteral("120.0"),
              QStringLiteral("999999")},
          this))
{
    m_filter->setObjectName(QStringLiteral("runFilter"));
    m_filter->setPlaceholderText(tr("Filter the runs"));
    m_filter->setAccessibleName(tr("Filter the runs"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setTextMargins(widgets::scaledPx(font(), 4), 0, widgets::scaledPx(font(), 4), 0);
    m_table->setObjectName(QStringLiteral("runs"));
    m_table->setStretchColumn(RunRows::Scenario);
    m_filtered.setSourceModel(&m_rows);
    m_filtered.setSortRole(RunRows::kSortRole);
    m_filtered.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_filtered);
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setSortIndicator(RunRows::When, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    const int gap = widgets::scaledPx(font(), 8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(gap, gap, gap, gap);
    row->addWidget(m_filter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, &m_filtered, &FilteredRows::setFilter);
    connect(m_table, &ListTable::chosen, this, &RunsPane::choose);
    connect(&library, &RunLibrary::looked, this, &RunsPane::showRuns);
    showRuns();
}

void RunsPane::showRuns()
{
    const monitor::run::KeptRuns& kept = m_library.runs();
    m_rows.setRuns(kept.runs);
    const QString folder = shownWords(m_library.folder().string());
    m_table->setEmptyText(kept.runs.empty() ? tr("No run is kept in %1 yet.").arg(folder)
                                            : tr("No run passes the filter."));
    m_table->setToolTip(kept.left_out == 0
            ? QString()
            : tr("The newest %1 in %2; %3 older ones are not listed.")
                  .arg(kept.runs.size())
                  .arg(folder)
                  .arg(kept.left_out));
    m_table->viewport()->update();
}

void RunsPane::choose(const QModelIndex& index)
{
    Q_EMIT runChosen(m_rows.run(m_filtered.mapToSource(index).row()));
}

}  // namespace gui
