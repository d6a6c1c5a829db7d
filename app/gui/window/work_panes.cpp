// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/work_panes.h"

#include "gui/parts/dock_title.h"
#include "gui/parts/tab_title.h"
#include "gui/rig/output_pane.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/ring_view_pane.h"
#include "gui/rings/rings_pane.h"
#include "gui/tables/consumers_pane.h"
#include "gui/tables/events_pane.h"
#include "gui/tables/memory_pane.h"
#include "gui/tables/problems_pane.h"

#include "widgets/consumer_table_view.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace gui {

namespace {

// One more whenever the panes change, so that an old layout is not forced onto new ones.
constexpr int kLayoutVersion = 5;

constexpr double kLeftWidth = 345;
constexpr double kRightWidth = 330;
constexpr double kRightShare = 0.28;
constexpr double kLeftShare = 0.28;
constexpr double kRingsHeight = 344;
constexpr double kRingsLeast = 180;
constexpr double kBesideRings = 490;  // in a low window: the ring with its consumers, menus, titles
constexpr double kBottomHeight = 224;

}  // namespace

WorkPanes::WorkPanes(QMainWindow& window, Journal& journal)
    : QObject(&window)
    , m_window(window)
    , m_rings(new RingsPane)
    , m_ringView(new RingViewPane)
    , m_consumers(new ConsumersPane)
    , m_events(new EventsPane(journal.events()))
    , m_problems(new ProblemsPane(journal.problems()))
    , m_output(new OutputPane(journal.output()))
    , m_memory(new MemoryPane)
    , m_journal(journal)
    , m_tabPages(new QStackedWidget)
{
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    m_docks = {makeDock({"ringsDock", tr("Rings")}, m_rings, &m_titles[Rings], &window),
        makeDock({"ringViewDock", tr("Ring view")}, m_ringView, &m_titles[RingViewing], &window),
        new QDockWidget(tr("Details"), &window)};
    makeTabs(journal);
    arrange();
    setShown(false);
    m_layout.clear();  // places have sizes once the window has one
    connect(m_rings, &RingsPane::attachRequested, this, &WorkPanes::attachRequested);
    connect(m_rings, &RingsPane::dismissRequested, this, &WorkPanes::dismissRequested);
    connect(m_ringView, &RingViewPane::resetRequested, this, &WorkPanes::resetRequested);
    connect(m_ringView, &RingViewPane::consumerClicked, this, &WorkPanes::consumerSelected);
    connect(m_consumers, &ConsumersPane::consumerSelected, this, &WorkPanes::consumerSelected);
    connect(m_events, &EventsPane::momentChosen, this, &WorkPanes::momentSelected);
    connect(m_problems, &ProblemsPane::momentChosen, this, &WorkPanes::momentSelected);
}

void WorkPanes::makeTabs(Journal& journal)
{
    QDockWidget* dock = m_docks[Details];
    dock->setObjectName(QStringLiteral("detailsDock"));
    dock->setWidget(m_tabPages);
    auto* title = new TabTitle(dock, tr("Details"));
    dock->setTitleBarWidget(title);
    m_tabs = &title->tabs();
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    addTab(tr("Consumers"), QStringLiteral("Alt+1"), m_consumers);
    addTab(tr("Events"), QStringLiteral("Alt+2"), m_events);
    addTab(tr("Problems"), QStringLiteral("Alt+3"), m_problems);
    addTab(tr("Output"), QStringLiteral("Alt+4"), m_output);
    addTab(tr("Memory"), QStringLiteral("Alt+5"), m_memory);
    connect(m_tabs, &QTabBar::currentChanged, m_tabPages, &QStackedWidget::setCurrentIndex);
    for (QAbstractItemModel* log : {static_cast<QAbstractItemModel*>(&journal.events()),
             static_cast<QAbstractItemModel*>(&journal.problems())}) {
        connect(log, &QAbstractItemModel::rowsInserted, this, &WorkPanes::showCounts);
        connect(log, &QAbstractItemModel::rowsRemoved, this, &WorkPanes::showCounts);
    }
    showCounts();
}

void WorkPanes::addTab(const QString& title, const QString& key, QWidget* pane)
{
    const int index = m_tabs->addTab(title);
    m_tabPages->addWidget(pane);
    auto* action = new QAction(title, this);
    action->setShortcut(QKeySequence(key));
    action->setObjectName(QStringLiteral("showTab%1").arg(index));
    connect(action, &QAction::triggered, this, [this, index] { raise(static_cast<Tab>(index)); });
    m_tabActions.append(action);
}

void WorkPanes::showCounts()
{
    m_tabs->setRemark(
        static_cast<int>(Tab::Events), QString::number(m_journal.events().rowCount()));
    m_tabs->setRemark(
        static_cast<int>(Tab::Problems), QString::number(m_journal.problems().rowCount()));
}

void WorkPanes::arrange()
{
    m_consumers->table().setHiddenColumns({});
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_docks[Rings]);
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_docks[RingViewing]);
    m_window.splitDockWidget(m_docks[Rings], m_docks[RingViewing], Qt::Vertical);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_docks[Details]);
    placeAdopted();
    giveSizes();
}

void WorkPanes::adopt(QDockWidget& dock)
{
    m_adopted = &dock;
    m_window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    placeAdopted();
    dock.hide();
}

void WorkPanes::placeAdopted()
{
    if (m_adopted == nullptr) {
        return;
    }
    m_adopted->setFloating(false);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_adopted);
    // Beside what acts on a rig, where there is such a pane.
    if (auto* rig = m_window.findChild<QDockWidget*>(QStringLiteral("rigDock"))) {
        m_window.tabifyDockWidget(rig, m_adopted);
    }
}

void WorkPanes::giveSizes()
{
    const QFont font = m_window.font();
    const auto least = [&](double pixels, double share, int whole) {
        return std::min(widgets::scaledPx(font, pixels), static_cast<int>(whole * share));
    };
    m_window.resizeDocks(
        {m_docks[Rings]}, {least(kLeftWidth, kLeftShare, m_window.width())}, Qt::Horizontal);
    if (m_adopted != nullptr) {
        m_window.resizeDocks(
            {m_adopted}, {least(kRightWidth, kRightShare, m_window.width())}, Qt::Horizontal);
    }
    const int rings = std::clamp(m_window.height() - widgets::scaledPx(font, kBesideRings),
        widgets::scaledPx(font, kRingsLeast), widgets::scaledPx(font, kRingsHeight));
    m_window.resizeDocks({m_docks[Rings], m_docks[RingViewing]},
        {rings, std::max(1, m_window.height() - rings)}, Qt::Vertical);
    m_window.resizeDocks(
        {m_docks[Details]}, {widgets::scaledPx(font, kBottomHeight)}, Qt::Vertical);
}

void WorkPanes::setShown(bool shown)
{
    if (shown == m_shown) {
        return;
    }
    if (!shown) {
        m_layout = m_window.saveState(kLayoutVersion);
    }
    m_shown = shown;
    for (QDockWidget* dock : m_docks) {
        dock->setVisible(shown);
        dock->toggleViewAction()->setEnabled(shown);
    }
    for (QAction* action : m_tabActions) {
        action->setEnabled(shown);
    }
    // Whether that one is open is not a matter of there being a ring.
    const bool open = m_adopted != nullptr && !m_adopted->isHidden();
    if (shown && !m_window.restoreState(m_layout, kLayoutVersion)) {
        arrange();
    }
    if (m_adopted != nullptr) {
        m_adopted->setVisible(open);
    }
}

QByteArray WorkPanes::layout() const
{
    return m_shown ? m_window.saveState(kLayoutVersion) : m_layout;
}

void WorkPanes::setLayout(const QByteArray& layout)
{
    if (!m_window.restoreState(layout, kLayoutVersion) || m_shown) {
        return;
    }
    m_layout = layout;
    for (QDockWidget* dock : m_docks) {
        dock->hide();
    }
}

QList<QAction*> WorkPanes::toggleActions() const
{
    QList<QAction*> actions;
    for (const QDockWidget* dock : m_docks) {
        actions.append(dock->toggleViewAction());
    }
    return actions + m_tabActions;
}

void WorkPanes::showRings(std::vector<RingRow> rows, const std::string& current, bool demo)
{
    m_titles[Rings]->setRemark(
        demo ? tr("%1, one is the demo's").arg(rows.size()) : QString::number(rows.size()));
    m_rings->setRows(std::move(rows));
    m_rings->setCurrent(current);
}

void WorkPanes::showPicture(const RingSession& session)
{
    m_ringView->showPicture(session);
}

void WorkPanes::showConsumers(const RingSession& session, const monitor::History& history,
    std::optional<monitor::TimePoint> pointed)
{
    QString remark = shownText(session.ring());
    if (session.reading() && session.reading()->capacity > 0) {
        remark = tr("%1 × %2 B, %3")
                     .arg(session.reading()->capacity)
                     .arg(session.reading()->event_size)
                     .arg(remark);
    }
    std::vector<widgets::ConsumerRow> rows = consumerRows(session, history, m_sparklines);
    addLagAt(rows, session, history, pointed);
    m_titles[RingViewing]->setRemark(remark);
    m_tabs->setRemark(static_cast<int>(Tab::Consumers), QString::number(rows.size()));
    m_memory->setRing(session.recorded() != nullptr ? std::string() : session.ring());
    m_ringView->showNumbers(session, rows);
    m_consumers->showRows(std::move(rows), shownText(session.selectedConsumer()));
}

void WorkPanes::showEvidence(const RingSession& session)
{
    m_consumers->showEvidence(evidenceLines(session, ConsumersPane::kEvidenceLines));
}

widgets::ConsumerTableView& WorkPanes::table() const
{
    return m_consumers->table();
}

void WorkPanes::focusRingName()
{
    m_docks[Rings]->show();
    m_docks[Rings]->raise();
    m_rings->focusName();
}

void WorkPanes::raise(Tab tab)
{
    m_docks[Details]->show();
    m_docks[Details]->raise();
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void WorkPanes::focusFilter()
{
    if (m_events->isVisible()) {
        m_events->focusFilter();
    } else {
        focusRingName();
    }
}

void WorkPanes::showNextProblem()
{
    raise(Tab::Problems);
    m_problems->showNext();
}

void WorkPanes::showPreviousProblem()
{
    raise(Tab::Problems);
    m_problems->showPrevious();
}

}  // namespace gui
