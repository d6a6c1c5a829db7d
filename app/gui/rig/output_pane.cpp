// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/output_pane.h"

#include "gui/parts/list_table.h"

#include "widgets/type_scale.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace gui {

OutputPane::OutputPane(OutputLog& log, QWidget* parent)
    : QWidget(parent)
    , m_worker(new QComboBox(this))
    , m_filter(new QLineEdit(this))
    , m_table(new ListTable(tr("Output"),
          {QStringLiteral("00:00:00.000"), QStringLiteral("a-consumer"), QStringLiteral("0000000"),
              QStringLiteral("__stderr")},
          this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_worker->setObjectName(QStringLiteral("outputWorker"));
    m_worker->setAccessibleName(tr("Worker whose lines are shown"));
    m_worker->view()->setAccessibleName(m_worker->accessibleName());
    m_worker->addItem(tr("all workers"));
    m_worker->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_filter->setObjectName(QStringLiteral("outputFilter"));
    m_filter->setPlaceholderText(tr("Filter: words, -not, /expression/"));
    m_filter->setAccessibleName(tr("Filter the output"));
    m_filter->setClearButtonEnabled(true);
    m_table->setObjectName(QStringLiteral("output"));
    m_table->setSticky(true);
    m_table->setEmptyText(
        tr("No line. What the workers of a rig write to stdout and stderr appears "
           "here."));
    m_ofWorker.setSourceModel(&log);
    m_ofWorker.setFilterKeyColumn(OutputLog::Worker);
    m_rows.setSourceModel(&m_ofWorker);
    m_table->setModel(&m_rows);
    const int gap = widgets::scaledPx(font(), 6);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(gap, gap, gap, gap);
    row->addWidget(m_worker);
    row->addWidget(m_filter, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    for (const QString& worker : log.workers()) {
        addWorker(worker);
    }
    connect(&log, &OutputLog::workerAdded, this, &OutputPane::addWorker);
    connect(m_worker, &QComboBox::currentIndexChanged, this, &OutputPane::chooseWorker);
    connect(m_filter, &QLineEdit::textChanged, &m_rows, &FilteredRows::setFilter);
}

void OutputPane::addWorker(const QString& worker)
{
    m_worker->addItem(worker);
}

void OutputPane::chooseWorker()
{
    m_ofWorker.setFilterRegularExpression(m_worker->currentIndex() == 0
            ? QString()
            : QRegularExpression::anchoredPattern(
                QRegularExpression::escape(m_worker->currentText())));
}

}  // namespace gui
