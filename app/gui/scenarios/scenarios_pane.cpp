// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenarios_pane.h"

#include "gui/commands/actions.h"
#include "gui/parts/label.h"
#include "gui/scenarios/scenario_list.h"

#include "widgets/type_scale.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <QVBoxLayout>

namespace gui {

ScenariosPane::ScenariosPane(ScenarioRows& rows, const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_rows(rows)
    , m_filter(new QLineEdit(this))
    , m_backend(new QComboBox(this))
    , m_seed(new QLineEdit(this))
    , m_list(new ScenarioList(this))
{
    m_filter->setObjectName(QStringLiteral("scenarioFilter"));
    m_filter->setPlaceholderText(tr("Filter the scenarios"));
    m_filter->setAccessibleName(tr("Filter the scenarios"));
    m_filter->setClearButtonEnabled(true);
    for (QLineEdit* field : {m_filter, m_seed}) {
        field->setTextMargins(widgets::scaledPx(font(), 4), 0, widgets::scaledPx(font(), 4), 0);
    }
    auto* open = new QToolButton(this);
    open->setObjectName(QStringLiteral("openScenarioButton"));
    open->setDefaultAction(actions.openScenario);
    open->setToolButtonStyle(Qt::ToolButtonTextOnly);
    open->setFocusPolicy(Qt::TabFocus);
    m_filtered.setSourceModel(&m_rows);
    m_list->setModel(&m_filtered);
    const int gap = widgets::scaledPx(font(), 8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(gap, gap, gap, gap * 3 / 4);
    row->addWidget(m_filter, 1);
    row->addWidget(open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(makeOptions());
    column->addWidget(m_list, 1);
    connect(m_filter, &QLineEdit::textChanged, &m_filtered, &FilteredRows::setFilter);
    connect(m_list, &ScenarioList::runRequested, this,
        [this](const QModelIndex& index) { Q_EMIT runRequested(rowAt(index).named); });
    connect(m_list, &ScenarioList::abortRequested, this, &ScenariosPane::abortRequested);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &ScenariosPane::selectionChanged);
}

QWidget* ScenariosPane::makeOptions()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    const int gap = widgets::scaledPx(font(), 8);
    row->setContentsMargins(gap, 0, gap, gap);
    row->setSpacing(gap * 3 / 4);
    m_backend->setObjectName(QStringLiteral("scenarioBackend"));
    m_backend->setAccessibleName(tr("Backend of the ring"));
    m_backend->setToolTip(tr("Where the ring lies; a file that says so itself is believed"));
    m_backend->addItem(
        QStringLiteral("shm"), QVariant::fromValue(static_cast<int>(ringlib::Backend::Shm)));
    m_backend->addItem(
        QStringLiteral("mmap"), QVariant::fromValue(static_cast<int>(ringlib::Backend::Mmap)));
    m_seed->setObjectName(QStringLiteral("scenarioSeed"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setPlaceholderText(tr("by lot"));
    m_seed->setToolTip(tr("For all that is drawn by lot; empty: another one each time"));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,18}")), m_seed));
    QLabel* on = makeQuietLabel(tr("on"), widgets::kSmallText, box);
    QLabel* seed = makeQuietLabel(tr("seed"), widgets::kSmallText, box);
    on->setBuddy(m_backend);
    seed->setBuddy(m_seed);
    row->addWidget(on);
    row->addWidget(m_backend);
    row->addWidget(seed);
    row->addWidget(m_seed, 1);
    return box;
}

ringlib::Backend ScenariosPane::backend() const
{
    return static_cast<ringlib::Backend>(m_backend->currentData().toInt());
}

std::optional<std::uint64_t> ScenariosPane::seed() const
{
    bool isNumber = false;
    const qulonglong seed = m_seed->text().toULongLong(&isNumber);
    return isNumber ? std::optional<std::uint64_t>(seed) : std::nullopt;
}

const ScenarioRow& ScenariosPane::rowAt(const QModelIndex& shown) const
{
    return m_rows.row(m_filtered.mapToSource(shown).row());
}

std::string ScenariosPane::selected() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() ? rowAt(current).named : std::string();
}

void ScenariosPane::select(const std::string& named)
{
    const QModelIndex index = m_rows.indexOf(named);
    if (!m_filtered.mapFromSource(index).isValid()) {
        m_filter->clear();
    }
    m_list->setCurrentIndex(m_filtered.mapFromSource(index));
    m_list->scrollTo(m_list->currentIndex());
}

}  // namespace gui
