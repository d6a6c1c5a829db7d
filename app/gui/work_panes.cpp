// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work_panes.h"

#include "gui/consumers_pane.h"
#include "gui/dock_title.h"
#include "gui/ring_name.h"
#include "gui/ring_view_pane.h"
#include "gui/rings_pane.h"

#include "widgets/type_scale.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>

#include <algorithm>
#include <utility>

namespace gui {

namespace {

// One more whenever the panes change, so that an old layout is not forced onto new ones.
constexpr int kLayoutVersion = 2;

constexpr double kLeftWidth = 345;
constexpr double kLeftShare = 0.28;
constexpr double kRingsHeight = 344;
constexpr double kRingsShare = 0.34;
constexpr double kBottomHeight = 224;

}  // namespace

WorkPanes::WorkPanes(QMainWindow& window)
    : QObject(&window)
    , m_window(window)
    , m_rings(new RingsPane)
    , m_ringView(new RingViewPane)
    , m_consumers(new ConsumersPane)
{
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    m_docks
        = {makeDock(QStringLiteral("ringsDock"), tr("Rings"), m_rings, &m_titles[Rings], &window),
            makeDock(QStringLiteral("ringViewDock"), tr("Ring view"), m_ringView,
                &m_titles[RingViewing], &window),
            makeDock(QStringLiteral("consumersDock"), tr("Consumers"), m_consumers,
                &m_titles[Consumers], &window)};
    arrange();
    setShown(false);
    m_layout.clear();  // places have sizes once the window has one
    connect(m_rings, &RingsPane::attachRequested, this, &WorkPanes::attachRequested);
    connect(m_ringView, &RingViewPane::consumerClicked, this, &WorkPanes::consumerSelected);
    connect(m_consumers, &ConsumersPane::consumerSelected, this, &WorkPanes::consumerSelected);
}

void WorkPanes::arrange()
{
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_docks[Rings]);
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_docks[RingViewing]);
    m_window.splitDockWidget(m_docks[Rings], m_docks[RingViewing], Qt::Vertical);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_docks[Consumers]);
    giveSizes();
}

void WorkPanes::giveSizes()
{
    const QFont font = m_window.font();
    const auto least = [&](double pixels, double share, int whole) {
        return std::min(widgets::scaledPx(font, pixels), static_cast<int>(whole * share));
    };
    m_window.resizeDocks(
        {m_docks[Rings]}, {least(kLeftWidth, kLeftShare, m_window.width())}, Qt::Horizontal);
    const int rings = least(kRingsHeight, kRingsShare, m_window.height());
    m_window.resizeDocks({m_docks[Rings], m_docks[RingViewing]},
        {rings, std::max(1, m_window.height() - rings)}, Qt::Vertical);
    m_window.resizeDocks(
        {m_docks[Consumers]}, {widgets::scaledPx(font, kBottomHeight)}, Qt::Vertical);
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
    if (shown && !m_window.restoreState(m_layout, kLayoutVersion)) {
        arrange();
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
    return actions;
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
    m_titles[Consumers]->setRemark(QString::number(rows.size()));
    m_ringView->showNumbers(session, rows);
    m_consumers->showRows(std::move(rows), shownText(session.selectedConsumer()));
}

void WorkPanes::showEvidence(const RingSession& session)
{
    m_consumers->showEvidence(evidenceLines(session, ConsumersPane::kEvidenceLines));
}

void WorkPanes::focusRingName()
{
    m_docks[Rings]->show();
    m_docks[Rings]->raise();
    m_rings->focusName();
}

void WorkPanes::raiseConsumers()
{
    m_docks[Consumers]->show();
    m_docks[Consumers]->raise();
}

}  // namespace gui
