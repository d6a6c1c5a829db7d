// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenario_dock.h"

#include "gui/commands/actions.h"
#include "gui/parts/tab_title.h"
#include "gui/scenarios/complaint_box.h"
#include "gui/scenarios/run_card.h"

#include "widgets/type_scale.h"

#include <QAction>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gui {

ScenarioDock::ScenarioDock(
    ScenarioRows& rows, RunLibrary& library, const Actions& actions, QWidget* window)
    : QDockWidget(tr("Scenarios"), window)
{
    setObjectName(QStringLiteral("scenarioDock"));
    auto* title = new TabTitle(this, tr("Scenarios"));
    setTitleBarWidget(title);
    m_tabs = &title->tabs();
    m_tabs->setObjectName(QStringLiteral("scenarioTabs"));
    m_tabs->addTab(tr("Scenarios"));
    m_tabs->addTab(tr("Runs"));
    setWidget(makeContent(rows, library, actions));
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(toggleViewAction(), &QAction::toggled, actions.showScenarios, &QAction::setChecked);
    connect(actions.showScenarios, &QAction::triggered, this, [this](bool wanted) {
        setVisible(wanted);
        QDockWidget::raise();
    });
}

QWidget* ScenarioDock::makeContent(ScenarioRows& rows, RunLibrary& library, const Actions& actions)
{
    auto* content = new QWidget(this);
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    m_complaints = new ComplaintBox(content);
    m_splitter = new QSplitter(Qt::Vertical, content);
    m_splitter->setChildrenCollapsible(false);
    m_pages = new QStackedWidget(m_splitter);
    m_scenarios = new ScenariosPane(rows, actions, m_pages);
    m_runs = new RunsPane(library, m_pages);
    m_pages->addWidget(m_scenarios);
    m_pages->addWidget(m_runs);
    m_cardArea = new QScrollArea(m_splitter);
    m_cardArea->setFrameShape(QFrame::NoFrame);
    m_cardArea->setWidgetResizable(true);
    m_cardArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cardArea->setFocusPolicy(Qt::NoFocus);
    auto* margin = new QWidget(m_cardArea);
    margin->setBackgroundRole(QPalette::Base);
    margin->setAutoFillBackground(true);
    auto* room = new QVBoxLayout(margin);
    const int gap = widgets::scaledPx(font(), 8);
    room->setContentsMargins(gap, gap, gap, gap);
    m_card = new RunCard(actions, margin);
    room->addWidget(m_card);
    room->addStretch(1);
    m_cardArea->setWidget(margin);
    // No part of a card is cut off at the right, also beside a scroll bar.
    content->setMinimumWidth(
        margin->minimumSizeHint().width() + m_cardArea->verticalScrollBar()->sizeHint().width());
    m_cardArea->hide();
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_complaints);
    column->addWidget(m_splitter, 1);
    return content;
}

bool ScenarioDock::hasCard() const
{
    return !m_cardArea->isHidden();
}

void ScenarioDock::showRun(const ShownRun& run)
{
    m_card->showRun(run);
    if (!hasCard()) {
        const int height = m_splitter->height();
        m_cardArea->show();
        m_splitter->setSizes({height * 2 / 5, height * 3 / 5});
    }
}

void ScenarioDock::complain(const QString& title, const QStringList& lines)
{
    m_complaints->complain(title, lines);
}

void ScenarioDock::withdrawComplaints()
{
    m_complaints->hide();
}

void ScenarioDock::setRunCount(std::size_t count)
{
    m_tabs->setRemark(static_cast<int>(Tab::Runs), QString::number(count));
}

void ScenarioDock::raise(Tab tab)
{
    show();
    QDockWidget::raise();
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

}  // namespace gui
