// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/fault_commands.h"

#include "gui/rig/faults_pane.h"

#include <QAction>

#include <utility>

namespace gui {

namespace {

using rig::CrashPoint;
using rig::FaultKind;
using rig::FaultTarget;

FaultTarget targetOf(const rig::Fault& fault)
{
    const auto at = fault.parameters.at;
    if (fault.kind == FaultKind::Crash && at != CrashPoint::Join) {
        return at == CrashPoint::Lease ? FaultTarget::Consumer : FaultTarget::Producer;
    }
    return rig::shape_of(fault.kind).target;
}

}  // namespace

FaultCommands::FaultCommands(
    OurRig& rig, const RigActions& actions, FaultsPane& pane, QObject* parent)
    : QObject(parent)
    , m_rig(rig)
    , m_actions(actions)
    , m_pane(pane)
{
    for (const RigActions::FaultChoice& choice : actions.faults) {
        connect(choice.action, &QAction::triggered, this, [this, &choice] { strike(choice); });
    }
    connect(actions.rejoin, &QAction::triggered, this, &FaultCommands::rejoin);
    connect(actions.healTarget, &QAction::triggered, this, &FaultCommands::healTarget);
    connect(actions.healAll, &QAction::triggered, this, [this] {
        if (m_rig.live() != nullptr) {
            m_rig.live()->heal_all();
        }
    });
    connect(&pane, &FaultsPane::healRequested, this, [this](const std::string& fault) {
        if (m_rig.live() != nullptr) {
            m_rig.live()->heal(fault);
        }
    });
    showRig();
}

rig::Fault FaultCommands::aimed(const RigActions::FaultChoice& choice) const
{
    rig::Fault fault = choice.fault;
    switch (targetOf(fault)) {
    case FaultTarget::Ring:
        break;
    case FaultTarget::Producer:
        fault.target = rig::kProducerName;
        break;
    case FaultTarget::Worker:
    case FaultTarget::Consumer:
        fault.target = m_pane.target();
        break;
    }
    if (choice.lasts) {
        fault.duration = m_pane.duration();
    }
    if (rig::shape_of(fault.kind).as == rig::ParameterUse::Needed) {
        fault.parameters.as = fault.target + ".new";
    }
    return fault;
}

bool FaultCommands::canStrike(const rig::Fault& offered) const
{
    const std::string target = m_pane.target();
    return m_rig.live() != nullptr && !target.empty()
        && (targetOf(offered) != FaultTarget::Consumer || target != rig::kProducerName);
}

/// What is in force is healed: its button is pressed already.
void FaultCommands::strike(const RigActions::FaultChoice& choice)
{
    rig::LiveRig* const live = m_rig.live();
    if (live == nullptr) {
        return;
    }
    rig::Fault fault = aimed(choice);
    const rig::LiveFault* const active = m_rig.status()->find_active(fault.kind, fault.target);
    if (active != nullptr && choice.action->isCheckable()) {
        live->heal(active->seen.id);
    } else if (rig::shape_of(fault.kind).duration == rig::ParameterUse::Needed && !fault.duration) {
        Q_EMIT refused(tr("A %1 needs a time, because nobody can end it before: choose one.")
                           .arg(QString::fromLatin1(to_string(fault.kind).data())));
    } else {
        live->inject(std::move(fault));
    }
    showRig();  // a button that was clicked shows what is, not what was asked for
}

void FaultCommands::rejoin()
{
    if (m_rig.live() != nullptr && !m_pane.target().empty()) {
        m_rig.live()->rejoin(m_pane.target());
    }
}

void FaultCommands::healTarget()
{
    if (m_rig.live() == nullptr) {
        return;
    }
    for (const rig::LiveFault& fault : m_rig.status()->faults) {
        if (fault.is_active() && fault.fault.target == m_pane.target()) {
            m_rig.live()->heal(fault.seen.id);
        }
    }
}

void FaultCommands::pauseOrResume(const std::string& worker)
{
    if (m_rig.live() == nullptr) {
        return;
    }
    if (const auto* stall = m_rig.status()->find_active(FaultKind::Stall, worker)) {
        m_rig.live()->heal(stall->seen.id);
    } else {
        m_rig.live()->inject(
            {.kind = FaultKind::Stall, .target = worker, .parameters = {}, .duration = {}});
    }
}

void FaultCommands::showRig()
{
    const bool runs = m_rig.live() != nullptr;
    for (const RigActions::FaultChoice& choice : m_actions.faults) {
        choice.action->setEnabled(canStrike(choice.fault));
        if (choice.action->isCheckable()) {
            const rig::LiveFault* const active = runs
                ? m_rig.status()->find_active(choice.fault.kind, aimed(choice).target)
                : nullptr;
            choice.action->setChecked(active != nullptr && active->seen.proven.has_value());
        }
    }
    m_actions.rejoin->setEnabled(runs && !m_pane.target().empty());
    m_actions.healTarget->setEnabled(runs && !m_pane.target().empty());
}

}  // namespace gui
