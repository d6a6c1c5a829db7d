// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/rig_actions.h"

#include "gui/commands/make_action.h"

#include "rig/presets.h"

#include "widgets/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>

#include <algorithm>
#include <array>
#include <utility>

namespace gui {

namespace {

using rig::CrashPoint;
using rig::Fault;
using rig::FaultKind;
using widgets::Icon;

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

Fault of(FaultKind kind)
{
    return {.kind = kind, .target = {}, .parameters = {}, .duration = {}};
}

Fault times(FaultKind kind, double factor)
{
    Fault fault = of(kind);
    fault.parameters.factor = factor;
    return fault;
}

Fault crash(CrashPoint point)
{
    Fault fault = of(FaultKind::Crash);
    fault.parameters.at = point;
    return fault;
}

}  // namespace

RigActions::RigActions(QObject* parent)
    : QObject(parent)
{
    makeRigActions();
    makeWorkerActions();
    makeFaultActions();
    makeHealActions();
    chooseUsual();
    makePerspectives();
}

void RigActions::makeRigActions()
{
    newRig = makeAction(this,
        {"newRig", tr("&New rig…"),
            tr("Processes around a ring of their own, to be broken on purpose")},
        {QKeySequence::New});
    newRig->setIcon(widgets::icon(Icon::Rig));
    newRig->setIconText(tr("New rig"));
    likeRing = makeAction(this,
        {"likeRing", tr("New rig &like this ring…"),
            tr("Its shape, its rate, and as many consumers")});
    for (const rig::Preset& preset : rig::presets()) {
        auto* action = makeAction(this, {"startPreset", latin(preset.title), latin(preset.why)});
        action->setData(static_cast<int>(presets.size()));
        presets.push_back(action);
    }
    startAll = makeAction(this,
        {"startAll", tr("&Start all"), tr("Start whoever of the rig does not run")}, {Qt::Key_F5});
    startAll->setIcon(widgets::icon(Icon::Play));
    stopAll
        = makeAction(this, {"stopAll", tr("S&top all"), tr("End every process; the rig stays")});
    stopRig
        = makeAction(this, {"stopRig", tr("Stop &rig"), tr("End its processes, remove its ring")},
            {Qt::SHIFT | Qt::Key_F5});
    stopRig->setIcon(widgets::icon(Icon::Stop));
}

void RigActions::makeWorkerActions()
{
    pauseTarget = makeAction(this,
        {"pauseTarget", tr("&Pause or resume the target"),
            tr("Let it stand until it is resumed: a stall without an end")});
    pauseTarget->setIcon(widgets::icon(Icon::Pause));
    stopTarget
        = makeAction(this, {"stopTarget", tr("&End the target"), tr("Ask its process to end")});
    stopTarget->setIcon(widgets::icon(Icon::Stop));
    restartTarget = makeAction(this,
        {"restartTarget", tr("Start the target &again"),
            tr("End its process, if it runs, and start another in its place")});
    restartTarget->setIcon(widgets::icon(Icon::Rejoin));
    copyCommand = makeAction(this,
        {"copyWorkerCommand", tr("Copy the target as a &command"),
            tr("What starts such a process in a terminal")});
    copyCommand->setIcon(widgets::icon(Icon::Copy));
}

void RigActions::offer(Fault fault, const ActionWords& words)
{
    faults.push_back({std::move(fault), makeAction(this, words)});
}

void RigActions::offerForATime(Fault fault, const ActionWords& words)
{
    offer(std::move(fault), words);
    faults.back().lasts = true;
}

void RigActions::makeFaultActions()
{
    offerForATime(
        of(FaultKind::Stall), {"stall", tr("&Stall"), tr("Stop it by a signal, for a time")});
    offer(of(FaultKind::Kill),
        {"kill", tr("&Kill"), tr("SIGKILL; it stays away until it is healed")});
    offerForATime(times(FaultKind::Slow, 10),
        {"slow", tr("Slo&w ×10"), tr("Ten times its service time, for a time")});
    offerForATime(of(FaultKind::Freeze),
        {"freeze", tr("&Freeze"),
            tr("Keep it inside its handler, its event in its hands, for a time")});
    offer(crash(CrashPoint::Lease),
        {"crashLease", tr("Crash with an event in its &hands"),
            tr("It dies by its own hand; another one is given that event again")});
    offer(crash(CrashPoint::Claim),
        {"crashClaim", tr("Crash when slots are &claimed"),
            tr("The producer dies before it has written")});
    offer(crash(CrashPoint::Write),
        {"crashWrite", tr("Crash in the middle of a &write"),
            tr("The producer dies half way through its batch")});
    offer(crash(CrashPoint::Publish),
        {"crashPublish", tr("Crash after it &published"),
            tr("The producer dies before it says so")});
    offer(crash(CrashPoint::Join),
        {"crashJoin", tr("Crash when it &joins"),
            tr("Kill it, and let the next one die as soon as it is attached")});
    offer(of(FaultKind::Terminate),
        {"terminate", tr("&Terminate"),
            tr("SIGTERM; it ends in order, and stays away until it is healed")});
    offerForATime(times(FaultKind::Burst, 10),
        {"burst", tr("&Burst ×10"), tr("The producer publishes ten times as much, for a time")});
    offer(of(FaultKind::RejoinOther),
        {"rejoinOther", tr("Rejoin as s&omebody else"),
            tr("Kill it, and start another id in its place")});
    offer(of(FaultKind::RejoinTooLate),
        {"rejoinTooLate", tr("Rejoin too &late"),
            tr("Kill it, and start it again when the stream has failed for want of it")});
    offer(of(FaultKind::DuplicateId),
        {"duplicateId", tr("Start its id a second &time"),
            tr("A second consumer with a living id: it has to be refused")});
    offer(of(FaultKind::SecondProducer),
        {"secondProducer", tr("Start a second &producer"), tr("It has to be refused")});
    offer(of(FaultKind::Restart),
        {"restart", tr("Producer: killed, taken o&ver"),
            tr("A successor goes on with the same ring")});
    offer(of(FaultKind::Recreate),
        {"recreate", tr("Producer: killed, ring made &anew"),
            tr("A successor makes another ring of the name")});
    offer(of(FaultKind::Unlink),
        {"unlink", tr("&Unlink the ring"), tr("Remove its name while it is used")});
    offer(of(FaultKind::Truncate),
        {"truncate", tr("Tru&ncate the ring"),
            tr("Cut its file down to the header, while it is used")});
    offer(of(FaultKind::CorruptHeader),
        {"corruptHeader", tr("Damage a cop&y of its header"),
            tr("Whoever opens the copy has to find it")});
    offer(of(FaultKind::NoSpace),
        {"noSpace", tr("A ring where there is no &room"),
            tr("It has to be refused, and to leave nothing")});
}

void RigActions::makeHealActions()
{
    rejoin = makeAction(this,
        {"rejoin", tr("&Rejoin"), tr("Bring it back under its id; kill it first, if it runs")});
    healTarget
        = makeAction(this, {"healTarget", tr("&Heal the target"), tr("Undo what was done to it")});
    healAll = makeAction(this, {"healAll", tr("Heal &all"), tr("Undo every fault")},
        {Qt::CTRL | Qt::SHIFT | Qt::Key_H});
    healAll->setIcon(widgets::icon(Icon::Heal));
    healAll->setEnabled(false);
}

void RigActions::chooseUsual()
{
    const std::array choices{std::pair{actionOf(FaultKind::Stall), Icon::Pause},
        std::pair{actionOf(FaultKind::Kill), Icon::Kill},
        std::pair{actionOf(FaultKind::Slow), Icon::Slow}, std::pair{rejoin, Icon::Rejoin},
        std::pair{actionOf(FaultKind::Freeze), Icon::Lock}};
    for (const auto& [action, icon] : choices) {
        action->setIcon(widgets::icon(icon));
        action->setCheckable(action != rejoin);
        usual.append(action);
    }
    actionOf(FaultKind::Stall)->setShortcut(Qt::Key_S);
    actionOf(FaultKind::Kill)->setShortcut(Qt::Key_K);
}

void RigActions::makePerspectives()
{
    auto* group = new QActionGroup(this);
    inspect = makeAction(
        group, {"inspect", tr("Ins&pect"), tr("Only what looks")}, {Qt::CTRL | Qt::Key_1});
    handle = makeAction(group,
        {"handle", tr("Rig and &faults"), tr("Also what acts: the rig and its faults")},
        {Qt::CTRL | Qt::Key_2});
    handle->setIconText(tr("Rig"));
    for (QAction* action : {inspect, handle}) {
        action->setCheckable(true);
        group->addAction(action);
    }
    inspect->setChecked(true);
}

QAction* RigActions::actionOf(FaultKind kind) const
{
    const auto found = std::find_if(faults.begin(), faults.end(),
        [kind](const FaultChoice& choice) { return choice.fault.kind == kind; });
    return found != faults.end() ? found->action : nullptr;
}

}  // namespace gui
