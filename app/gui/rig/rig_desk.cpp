// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/rig_desk.h"

#include "gui/rig/fault_commands.h"
#include "gui/rig/faults_pane.h"
#include "gui/rig/heal_button.h"
#include "gui/rig/like_ring.h"
#include "gui/rig/rig_actions.h"
#include "gui/rig/rig_docks.h"
#include "gui/rig/rig_form.h"
#include "gui/rig/rig_pane.h"
#include "gui/rig/rig_words.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/selection.h"

#include "rig/presets.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

#include <utility>

namespace gui {

using widgets::Tone;

namespace {

constexpr unsigned kCardsEvery = 4;  // of the looks: R and S are not read as fast as they change

}  // namespace

RigDesk::RigDesk(QMainWindow& window, DeskParts parts)
    : QObject(&window)
    , m_parts(std::move(parts))
    , m_actions(new RigActions(this))
    , m_pane(new RigPane(*m_actions, &window))
    , m_faults(new FaultsPane(*m_actions, &window))
    , m_commands(new FaultCommands(m_parts.rig, *m_actions, *m_faults, this))
{
    m_docks = new RigDocks(window, *m_actions, m_pane, m_faults);
    makeMenus(window);
    extendToolBar(window);
    connectCommands();
    connectPane();
    connect(&m_parts.rig, &OurRig::stageChanged, this, &RigDesk::showStage);
    connect(&m_parts.rig, &OurRig::changed, this, &RigDesk::showStatus);
    connect(&m_parts.rig, &OurRig::happened, this, &RigDesk::noteEvent);
    connect(&m_parts.rig, &OurRig::refused, this, &RigDesk::refuse);
    connect(m_commands, &FaultCommands::refused, this, &RigDesk::refuse);
    connect(&m_parts.demo, &Demo::handedOver, this, &RigDesk::takeOver);
    connect(&m_parts.workbench, &Workbench::currentChanged, m_docks, &RigDocks::keepOpenness);
    connect(&m_parts.workbench, &Workbench::currentChanged, this, &RigDesk::showStage);
    showStage();
}

void RigDesk::makeMenus(QMainWindow& window) const
{
    QMenuBar* const bar = window.menuBar();
    QAction* const last = bar->actions().last();
    const auto addMenu = [&](const QString& title) {
        auto* menu = new QMenu(title, bar);
        menu->setToolTipsVisible(true);
        bar->insertMenu(last, menu);
        return menu;
    };
    QMenu* rig = addMenu(tr("R&ig"));
    rig->addAction(m_actions->newRig);
    QMenu* presets = rig->addMenu(tr("Start &preset"));
    presets->setToolTipsVisible(true);
    for (QAction* preset : m_actions->presets) {
        presets->addAction(preset);
    }
    rig->addAction(m_actions->likeRing);
    rig->addSeparator();
    rig->addActions({m_actions->startAll, m_actions->stopAll, m_actions->stopRig});
    rig->addSeparator();
    rig->addActions({m_actions->pauseTarget, m_actions->stopTarget, m_actions->restartTarget,
        m_actions->copyCommand});
    rig->addSeparator();
    rig->addActions({m_actions->inspect, m_actions->handle});
    rig->addActions(m_docks->toggleActions());
    QMenu* fault = addMenu(tr("F&ault"));
    fault->addActions(m_actions->usual);
    fault->addSeparator();
    for (const RigActions::FaultChoice& choice : m_actions->faults) {
        if (!m_actions->usual.contains(choice.action)) {
            fault->addAction(choice.action);
        }
    }
    fault->addSeparator();
    fault->addActions({m_actions->healTarget, m_actions->healAll});
}

void RigDesk::extendToolBar(QMainWindow& window)
{
    auto* const bar = window.findChild<QToolBar*>(QStringLiteral("toolBar"));
    auto* const space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    for (QAction* action : {m_actions->inspect, m_actions->handle}) {
        bar->addAction(action);
        auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action));
        button->setAutoRaise(false);
        button->setFocusPolicy(Qt::TabFocus);
    }
    bar->addSeparator();
    m_heal = new HealButton(m_actions->healAll, bar);
    bar->addWidget(m_heal);
}

void RigDesk::connectCommands()
{
    connect(m_actions->newRig, &QAction::triggered, this, &RigDesk::showForm);
    connect(m_actions->likeRing, &QAction::triggered, this, &RigDesk::fillInLikeRing);
    for (QAction* preset : m_actions->presets) {
        connect(preset, &QAction::triggered, this, &RigDesk::startPreset);
    }
    const auto onLive = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, [this, what] {
            if (m_parts.rig.live() != nullptr) {
                what(*m_parts.rig.live());
            }
        });
    };
    onLive(m_actions->startAll, [](rig::LiveRig& live) { live.start_all(); });
    onLive(m_actions->stopAll, [](rig::LiveRig& live) { live.stop_all(); });
    onLive(m_actions->stopTarget,
        [this](rig::LiveRig& live) { live.stop_worker(m_faults->target()); });
    onLive(m_actions->restartTarget,
        [this](rig::LiveRig& live) { live.restart_worker(m_faults->target()); });
    connect(m_actions->stopRig, &QAction::triggered, &m_parts.rig, &OurRig::stop);
    connect(m_actions->pauseTarget, &QAction::triggered, this,
        [this] { m_commands->pauseOrResume(m_faults->target()); });
    connect(m_actions->copyCommand, &QAction::triggered, this,
        [this] { copyCommand(m_faults->target()); });
}

void RigDesk::connectPane()
{
    const auto onLive = [this](auto&& what) {
        return [this, what](const auto&... arguments) {
            if (m_parts.rig.live() != nullptr) {
                what(*m_parts.rig.live(), arguments...);
            }
        };
    };
    connect(m_pane, &RigPane::startRequested, this, &RigDesk::startTopology);
    connect(m_pane, &RigPane::pauseRequested, m_commands, &FaultCommands::pauseOrResume);
    connect(m_pane, &RigPane::stopRequested, this,
        onLive([](rig::LiveRig& live, const std::string& name) { live.stop_worker(name); }));
    connect(m_pane, &RigPane::restartRequested, this,
        onLive([](rig::LiveRig& live, const std::string& name) { live.restart_worker(name); }));
    connect(m_pane, &RigPane::rateChosen, this, onLive([](rig::LiveRig& live, quint64 perSecond) {
        live.set_rate(perSecond == 0 ? rig::Rate{} : rig::Rate{perSecond});
    }));
    connect(m_pane, &RigPane::workChosen, this,
        onLive([](rig::LiveRig& live, const std::string& name, qint64 nanoseconds) {
            live.set_work(name, std::chrono::nanoseconds(nanoseconds));
        }));
    connect(m_pane, &RigPane::copyRequested, this, &RigDesk::copyCommand);
    connect(m_pane, &RigPane::refused, this, &RigDesk::refuse);
    connect(m_pane, &RigPane::targetRequested, this, &RigDesk::chooseTarget);
    connect(m_faults, &FaultsPane::targetChanged, this, &RigDesk::showTarget);
    connect(m_faults, &FaultsPane::targetChosen, this, &RigDesk::pinTarget);
}

void RigDesk::showForm()
{
    m_docks->open();
    if (m_parts.rig.stage() == OurRig::Stage::Off) {
        m_pane->form().focusFirst();
    } else {
        refuse(tr("A rig runs already: stop it first (Shift+F5)."));
    }
}

void RigDesk::arrange()
{
    m_docks->arrange();
}

void RigDesk::setNarrow(bool narrow)
{
    m_docks->setNarrow(narrow);
}

void RigDesk::startPreset()
{
    const int preset = qobject_cast<QAction*>(sender())->data().toInt();
    m_pane->form().choosePreset(preset);
    startTopology(rig::presets()[static_cast<std::size_t>(preset)].topology());
}

void RigDesk::fillInLikeRing()
{
    const RingSession* const session = m_parts.workbench.current();
    const auto topology = session != nullptr && session->reading()
        ? topologyLike(*session->reading())
        : std::nullopt;
    if (!topology) {
        refuse(tr("No rig can be made like this ring: nothing was read of it, or its events are "
                  "larger than 4096 bytes."));
        return;
    }
    m_pane->form().setTopology(*topology);
    showForm();
}

void RigDesk::startTopology(const rig::Topology& topology)
{
    m_parts.rig.start(topology);
}

void RigDesk::showStage()
{
    const OurRig::Stage stage = m_parts.rig.stage();
    const bool runs = stage == OurRig::Stage::Running;
    const bool off = stage == OurRig::Stage::Off;
    for (QAction* action :
        {m_actions->startAll, m_actions->stopAll, m_actions->stopRig, m_actions->pauseTarget,
            m_actions->stopTarget, m_actions->restartTarget, m_actions->copyCommand}) {
        action->setEnabled(runs);
    }
    for (QAction* preset : m_actions->presets) {
        preset->setEnabled(off);
    }
    m_actions->likeRing->setEnabled(off && m_parts.workbench.current() != nullptr);
    if (sender() == &m_parts.rig) {
        m_docks->setRigRuns(!off);
    }
    if (off) {
        m_followed.clear();
        m_looks = 0;
        m_pane->showRig(nullptr);
        m_faults->showRig(nullptr);
        m_heal->setFaults(0);
        m_docks->setRemarks({}, {});
    }
    m_commands->showRig();
}

void RigDesk::showStatus()
{
    const rig::LiveStatus& status = *m_parts.rig.status();
    if (m_looks++ % kCardsEvery == 0) {
        m_pane->showRig(&status);
    }
    m_faults->showRig(&status);
    followSelection();
    m_pane->setTarget(m_faults->target());
    m_commands->showRig();
    const std::size_t active = status.active_faults();
    m_heal->setFaults(active);
    const QString condition = m_parts.rig.stage() == OurRig::Stage::Stopping ? tr("ending")
        : status.phase == rig::LivePhase::Starting                           ? tr("starting")
                                                                             : tr("running");
    m_docks->setRemarks(QStringLiteral("%1, %2").arg(shapeText(status.topology), condition),
        active == 0 ? QString() : tr("%1 active").arg(active));
}

/// Whoever is selected is the target, from then on when that changes.
void RigDesk::followSelection()
{
    const RingSession* const session = m_parts.rig.session();
    if (session == nullptr || session != m_parts.workbench.current()) {
        return;
    }
    const std::string selected = session->selectedConsumer();
    if (selected != m_followed && !selected.empty()) {
        m_followed = selected;
        m_faults->setTarget(selected);
    }
}

/// A target that the user chose is selected too, so that it does not go with the next culprit.
void RigDesk::pinTarget()
{
    const std::string target = m_faults->target();
    RingSession* const session = m_parts.rig.session();
    if (session != nullptr && target != rig::kProducerName && session->selectedConsumer() != target
        && session == m_parts.workbench.current()) {
        m_followed = target;
        m_parts.selection.selectConsumer(shownText(target));
    }
}

void RigDesk::chooseTarget(const std::string& worker)
{
    m_faults->setTarget(worker);
    pinTarget();
}

void RigDesk::showTarget()
{
    m_pane->setTarget(m_faults->target());
    m_commands->showRig();
}

void RigDesk::takeOver(const QString& consumer)
{
    chooseTarget(consumer.toStdString());
    m_faults->pulseStall();
}

void RigDesk::noteEvent(const rig::LiveEvent& event)
{
    m_parts.journal.events().add(loggedEvent(m_parts.rig.status()->ring.name_or_path(), event));
}

void RigDesk::refuse(const QString& why)
{
    m_parts.say(Tone::Warning, why);
}

void RigDesk::copyCommand(const std::string& worker)
{
    const auto& status = m_parts.rig.status();
    const rig::LiveWorker* const found = status ? status->find_worker(worker) : nullptr;
    if (found != nullptr && !found->command.empty()) {
        QGuiApplication::clipboard()->setText(QString::fromStdString(found->command));
    }
}

}  // namespace gui
