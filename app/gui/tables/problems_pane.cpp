// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/problems_pane.h"

#include "gui/parts/list_table.h"

#include <QVBoxLayout>

namespace gui {

ProblemsPane::ProblemsPane(ProblemLog& log, QWidget* parent)
    : QWidget(parent)
    , m_log(log)
    , m_table(new ListTable(tr("Problems"),
          {QStringLiteral("__FALLING BEHIND"), QStringLiteral("consumer_0"),
              QStringLiteral("a-ring-of-mine"), QStringLiteral("999"), QStringLiteral("00:00:00.0"),
              QStringLiteral("00:00:00.0")},
          this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_table->setObjectName(QStringLiteral("problems"));
    m_table->setModel(&m_log);
    m_table->setEmptyText(
        tr("No problem so far. What goes wrong appears here, with its rule and evidence."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    connect(m_table, &ListTable::chosen, this,
        [this](const QModelIndex& index) { choose(index.row()); });
}

void ProblemsPane::showNext()
{
    const int rows = m_log.rowCount();
    if (rows > 0) {
        choose((m_table->currentIndex().row() + 1) % rows);
    }
}

void ProblemsPane::showPrevious()
{
    const int rows = m_log.rowCount();
    if (rows > 0) {
        const int row = m_table->currentIndex().row();
        choose(row <= 0 ? rows - 1 : row - 1);
    }
}

void ProblemsPane::choose(int row)
{
    m_table->setCurrentIndex(m_log.index(row, 0));
    Q_EMIT momentChosen(m_log.momentOf(row));
}

}  // namespace gui
