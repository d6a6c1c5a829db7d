// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/rig_words.h"

#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"

#include "widgets/units.h"

#include <ringlib/printable.h>

#include <QCoreApplication>

namespace gui {

namespace {

using rig::LiveEvent;
using rig::scenario::WorkerPhase;
using widgets::StateShape;
using widgets::Tone;

QString tr(const char* text)
{
    return QCoreApplication::translate("Rig", text);
}

std::optional<monitor::TimePoint> timeOf(const std::optional<rig::scenario::Time>& at)
{
    return at ? std::optional(gui::timeOf(*at)) : std::nullopt;
}

/// Nothing was done at all.
bool wasRefused(const rig::LiveFault& fault)
{
    return !fault.seen.requested
        || (!fault.is_active() && !fault.seen.proven && !fault.seen.heal_requested);
}

FaultSpan spanOf(const rig::LiveFault& fault)
{
    FaultSpan span;
    span.name = faultText(fault.fault);
    span.requested = gui::timeOf(*fault.seen.requested);
    span.proven = timeOf(fault.seen.proven);
    span.plannedEnd = timeOf(fault.planned_end);
    span.healed = timeOf(fault.seen.healed);
    span.recovered = timeOf(fault.recovered);
    span.refuted = fault.refuted;
    return span;
}

}  // namespace

QString shapeText(const rig::Topology& topology)
{
    return tr("1 → %1").arg(topology.consumers.size());
}

QString faultText(const rig::Fault& fault)
{
    rig::Fault shown = fault;  // the names in it are somebody else's words, all else is ours
    shown.target = ringlib::printable(fault.target);
    if (fault.parameters.as) {
        shown.parameters.as = ringlib::printable(*fault.parameters.as);
    }
    return QString::fromStdString(rig::to_text(shown));
}

std::vector<FaultSpan> faultSpans(const rig::LiveStatus& status)
{
    std::vector<FaultSpan> spans;
    for (const rig::LiveFault& fault : status.faults) {
        if (!wasRefused(fault)) {
            spans.push_back(spanOf(fault));
        }
    }
    return spans;
}

ProcessWord processWord(const rig::LiveWorker& worker)
{
    if (worker.seen.pid == 0) {
        return {StateShape::Absent, Tone::Quiet, tr("not started")};
    }
    switch (worker.seen.phase) {
    case WorkerPhase::Starting:
        return {StateShape::Absent, Tone::Info, tr("starting")};
    case WorkerPhase::Running:
        return {StateShape::Ok, Tone::Ok, tr("running")};
    case WorkerPhase::Stopped:
        return {StateShape::Stopped, Tone::Warning, tr("stopped")};
    case WorkerPhase::Exited:
        break;
    }
    if (worker.seen.exit_signal != 0) {
        return {StateShape::Dead, Tone::Error, tr("killed")};
    }
    return worker.seen.exit_code == 0 ? ProcessWord{StateShape::Idle, Tone::Quiet, tr("ended")}
                                      : ProcessWord{StateShape::Dead, Tone::Error, tr("failed")};
}

QString processRemark(const rig::LiveWorker& worker)
{
    if (!worker.seen.waiting_for.empty()) {
        return tr("waits for %1").arg(shownText(worker.seen.waiting_for));
    }
    if (worker.exit.empty()) {
        return {};
    }
    QString text = shownText(worker.exit);
    if (!worker.seen.end.empty()) {
        text += QStringLiteral(", ") + shownText(worker.seen.end);
    }
    return worker.seen.last_error.empty()
        ? text
        : text + QStringLiteral(": ") + shownText(worker.seen.last_error);
}

std::optional<QString> laneWords(const LiveEvent& event)
{
    switch (event.kind) {
    case LiveEvent::Kind::Changed:
        return shownText(event.worker + ": " + event.text);
    case LiveEvent::Kind::Ended:
        return tr("%1 ended").arg(shownText(event.worker));
    case LiveEvent::Kind::Started:
    case LiveEvent::Kind::Alert:
    case LiveEvent::Kind::Trouble:
        break;
    }
    return std::nullopt;
}

std::vector<Caption> alertMarks(const rig::LiveStatus& status)
{
    std::vector<Caption> marks;
    for (const LiveEvent& event : status.events) {
        if (event.kind == LiveEvent::Kind::Alert) {
            const double late = event.full_since
                ? std::chrono::duration<double>(event.at - *event.full_since).count()
                : 0;
            marks.push_back({gui::timeOf(event.at),
                event.full_since ? tr("alert %1 after full").arg(widgets::durationText(late))
                                 : tr("alert")});
        }
    }
    return marks;
}

LoggedEvent loggedEvent(const std::string& ring, const LiveEvent& event)
{
    LoggedEvent logged{{ring, {}, gui::timeOf(event.at)}, EventKind::Rig, StateShape::OkSteady,
        Tone::Quiet, shownText(event.text)};
    switch (event.kind) {
    case LiveEvent::Kind::Started:
        logged.shape = StateShape::Ok;
        break;
    case LiveEvent::Kind::Ended:
        logged.shape = StateShape::Idle;
        break;
    case LiveEvent::Kind::Changed:
        logged.text = shownText(event.worker + ": " + event.text);
        break;
    case LiveEvent::Kind::Alert:
        logged.shape = StateShape::High;
        logged.tone = Tone::Warning;
        logged.kind = EventKind::Producer;
        logged.moment.consumer = event.worker;
        if (event.full_since) {
            logged.text += tr(" (full at %1)").arg(timeOfDay(gui::timeOf(*event.full_since), 3));
        }
        break;
    case LiveEvent::Kind::Trouble:
        logged.tone = Tone::Warning;
        break;
    }
    return logged;
}

}  // namespace gui
