// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/rig_docks.h"

#include "gui/parts/dock_title.h"
#include "gui/rig/rig_actions.h"

#include "widgets/icons.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QActionGroup>
#include <QChildEvent>
#include <QDockWidget>
#include <QMainWindow>
#include <QTabBar>
#include <QToolBar>

#include <algorithm>

namespace gui {

namespace {

constexpr double kWidth = 299;
constexpr double kWidthShare = 0.29;
constexpr double kFaultsHeight = 400;

}  // namespace

RigDocks::RigDocks(QMainWindow& window, const RigActions& actions, QWidget* rig, QWidget* faults)
    : QObject(&window)
    , m_window(window)
    , m_actions(actions)
    , m_strip(new QToolBar(tr("Panes that act"), &window))
{
    m_docks = {makeDock({"rigDock", tr("Rig")}, rig, &m_titles[Rig], &window),
        makeDock({"faultsDock", tr("Faults")}, faults, &m_titles[Faults], &window)};
    makeStrip();
    window.installEventFilter(this);
    arrange();
    setOpen(false);
    connect(actions.inspect, &QAction::triggered, this, &RigDocks::choosePerspective);
    connect(actions.handle, &QAction::triggered, this, &RigDocks::choosePerspective);
}

void RigDocks::makeStrip()
{
    m_strip->setObjectName(QStringLiteral("rigStrip"));
    m_strip->setMovable(false);
    m_strip->toggleViewAction()->setVisible(false);  // it comes and goes with the room
    m_strip->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    m_strip->setFont(widgets::scaledFont(m_strip->font(), widgets::kSmallText));
    const std::array<widgets::Icon, kPanes> icons{widgets::Icon::Rig, widgets::Icon::Slow};
    for (std::size_t pane = 0; pane < kPanes; ++pane) {
        QAction* toggle = m_docks[pane]->toggleViewAction();
        toggle->setIcon(widgets::icon(icons[pane]));
        m_strip->addAction(toggle);
        m_strip->widgetForAction(toggle)->setFocusPolicy(Qt::TabFocus);
        connect(
            toggle, &QAction::triggered, this, [this, pane](bool shown) { m_asked[pane] = shown; });
    }
    m_window.addToolBar(Qt::RightToolBarArea, m_strip);
}

void RigDocks::setNarrow(bool narrow)
{
    if (narrow != m_narrow) {
        m_narrow = narrow;
        m_asked = {};
        showPanes();
    }
    m_strip->setVisible(m_open && m_narrow);
}

void RigDocks::showPanes()
{
    for (std::size_t pane = 0; pane < kPanes; ++pane) {
        m_docks[pane]->setVisible(m_open && (!m_narrow || m_asked[pane]));
    }
    m_strip->setVisible(m_open && m_narrow);
}

void RigDocks::arrange()
{
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        m_window.addDockWidget(Qt::RightDockWidgetArea, dock);
    }
    m_window.splitDockWidget(m_docks[Rig], m_docks[Faults], Qt::Vertical);
    giveSizes();
    keepOpenness();
}

void RigDocks::giveSizes()
{
    const int width = std::min(widgets::scaledPx(m_window.font(), kWidth),
        static_cast<int>(m_window.width() * kWidthShare));
    m_window.resizeDocks({m_docks[Rig]}, {width}, Qt::Horizontal);
    const int height = m_window.height();
    const int faults = std::min(widgets::scaledPx(m_window.font(), kFaultsHeight), height / 2);
    m_window.resizeDocks(
        {m_docks[Rig], m_docks[Faults]}, {std::max(1, height - faults), faults}, Qt::Vertical);
}

void RigDocks::setOpen(bool open)
{
    if (!open) {
        m_asked = {};
    }
    m_open = open;
    showPanes();
    if (open && !m_narrow && !m_hasSizes) {
        m_hasSizes = true;  // from then on they are the user's
        giveSizes();
    }
    (open ? m_actions.handle : m_actions.inspect)->setChecked(true);
}

void RigDocks::keepOpenness()
{
    if (m_narrow) {
        showPanes();
        return;
    }
    const bool any = std::any_of(
        m_docks.begin(), m_docks.end(), [](const QDockWidget* dock) { return !dock->isHidden(); });
    if (any != m_open) {
        setOpen(m_open);
    }
}

/// Panes that share a place get tabs that Qt makes: without a name, and in the way of Tab also
/// while none of those panes is there. Each of the panes has a key.
bool RigDocks::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ChildPolished) {
        if (auto* tabs = qobject_cast<QTabBar*>(static_cast<QChildEvent*>(event)->child())) {
            tabs->setAccessibleName(tr("Panes that share a place"));
            tabs->setFocusPolicy(Qt::NoFocus);
        }
    }
    return QObject::eventFilter(watched, event);
}

void RigDocks::setRigRuns(bool runs)
{
    setOpen(runs || m_byUser);
}

void RigDocks::open()
{
    m_byUser = true;
    m_asked[Rig] = true;
    setOpen(true);
    m_docks[Rig]->raise();  // another pane may share its place
}

void RigDocks::choosePerspective()
{
    m_byUser = m_actions.handle->isChecked();
    setOpen(m_byUser);
}

void RigDocks::setRemarks(const QString& rig, const QString& faults)
{
    m_titles[Rig]->setRemark(rig);
    m_titles[Faults]->setRemark(faults);
}

QList<QAction*> RigDocks::toggleActions() const
{
    QList<QAction*> actions;
    for (const QDockWidget* dock : m_docks) {
        actions.append(dock->toggleViewAction());
    }
    return actions;
}

}  // namespace gui
