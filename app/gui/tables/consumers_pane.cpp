// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/consumers_pane.h"

#include "gui/tables/evidence_label.h"

#include "widgets/consumer_table_view.h"
#include "widgets/type_scale.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gui {

namespace {

constexpr int kRowsLeast = 3;  // that evidence leaves room for

}  // namespace

ConsumersPane::ConsumersPane(QWidget* parent)
    : QWidget(parent)
    , m_table(new widgets::ConsumerTableView(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_table->setObjectName(QStringLiteral("consumers"));
    m_table->setConsumers(&m_model);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, widgets::scaledPx(font(), 8));
    column->setSpacing(widgets::scaledPx(font(), 4));
    column->addWidget(m_table);
    for (EvidenceLabel*& label : m_evidence) {
        label = new EvidenceLabel(this);
        label->hide();
        column->addWidget(label);
    }
    column->addStretch(1);
    connect(m_table, &widgets::ConsumerTableView::consumerSelected, this, &ConsumersPane::passOn);
}

QSize ConsumersPane::sizeHint() const
{
    return {widgets::scaledPx(font(), 640), widgets::scaledPx(font(), 196)};
}

void ConsumersPane::showRows(std::vector<widgets::ConsumerRow> rows, const QString& selected)
{
    using namespace std::chrono;
    m_showing = true;
    m_model.setRows(
        std::move(rows), duration_cast<milliseconds>(steady_clock::now().time_since_epoch()));
    m_table->selectConsumer(selected);
    m_showing = false;
    fitTable();
}

void ConsumersPane::showEvidence(const std::vector<EvidenceLine>& lines)
{
    m_lines = std::min(lines.size(), m_evidence.size());
    for (std::size_t i = 0; i < m_lines; ++i) {
        m_evidence[i]->setLine(lines[i]);
    }
    giveWay();
}

void ConsumersPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    giveWay();
}

/// The rows come first: evidence is shown as far as there is room for some rows as well.
void ConsumersPane::giveWay()
{
    const int rows = std::clamp(m_model.rowCount(), 1, kRowsLeast);
    int room = height() - layout()->contentsMargins().bottom()
        - m_table->horizontalHeader()->height()
        - rows * m_table->verticalHeader()->defaultSectionSize();
    for (std::size_t i = 0; i < m_evidence.size(); ++i) {
        room -= m_evidence[i]->heightForWidth(width()) + layout()->spacing();
        m_evidence[i]->setVisible(i < m_lines && (i == 0 || room >= 0));
    }
}

/// As high as its rows: the evidence stands right below it.
void ConsumersPane::fitTable()
{
    const int rows = std::max(1, m_model.rowCount());
    const int scrollBar = m_table->horizontalScrollBar()->isVisible()
        ? m_table->horizontalScrollBar()->height()
        : 0;
    const int height = m_table->horizontalHeader()->height()
        + rows * m_table->verticalHeader()->defaultSectionSize() + scrollBar + 2;
    if (m_table->maximumHeight() != height) {
        m_table->setMaximumHeight(height);
    }
}

void ConsumersPane::passOn(const QString& id)
{
    if (!m_showing) {
        Q_EMIT consumerSelected(id);
    }
}

}  // namespace gui
