// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/lane_events.h"

#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/shown_state.h"

#include <QCoreApplication>

#include <algorithm>

namespace gui {

namespace {

std::optional<double> seconds(const std::optional<monitor::TimePoint>& time)
{
    return time ? std::optional(plotSeconds(*time)) : std::nullopt;
}

widgets::FaultBand band(const FaultSpan& fault)
{
    return {fault.name, plotSeconds(fault.requested), seconds(fault.proven),
        seconds(fault.plannedEnd), seconds(fault.healed ? fault.healed : fault.ended),
        seconds(fault.recovered), fault.refuted};
}

widgets::HeldBar bar(const HeldSpan& span, const std::optional<monitor::RingReading>& reading)
{
    widgets::HeldBar held{
        plotSeconds(span.from), seconds(span.to), shownText(span.consumer), std::nullopt};
    if (!span.to && reading && reading->liveness && reading->liveness->fires_in) {
        held.deadline = plotSeconds(reading->sampled_at + *reading->liveness->fires_in);
    }
    return held;
}

widgets::StateMark ringMark(const RingMark& mark)
{
    const bool isOrphan = mark.word == monitor::RingWord::Orphan;
    const ShownState shown = shownState(mark.word, mark.nameless);
    return {plotSeconds(mark.at),
        isOrphan || !mark.nameless ? QString::fromLatin1(to_string(mark.word).data())
                                   : QCoreApplication::translate("LaneEvents", "name removed"),
        shown.shape, shown.tone};
}

void addGap(std::vector<widgets::MissedSpan>& missed, const monitor::Gap& gap, double pixel)
{
    const double from = plotSeconds(gap.from);
    if (!missed.empty() && from - missed.back().to < pixel) {
        missed.back().to = plotSeconds(gap.to);
        missed.back().count += gap.missed;
        return;
    }
    missed.push_back({from, plotSeconds(gap.to), gap.missed});
}

}  // namespace

widgets::StripEvents laneEvents(
    const RingSession& session, const monitor::History& history, const TimeSpan& span)
{
    widgets::StripEvents events;
    for (const FaultSpan& fault : session.faults()) {
        events.faults.push_back(band(fault));
    }
    for (const HeldSpan& held : session.heldSpans()) {
        events.held.push_back(bar(held, session.reading()));
    }
    for (const StateMark& mark : session.stateMarks()) {
        events.marks.push_back({plotSeconds(mark.at), shownText(mark.consumer), shapeOf(mark.state),
            toneOf(mark.severity), plotSeconds(mark.evidenceSince)});
    }
    for (const RingMark& mark : session.ringMarks()) {
        if (widgets::isLoud(shownState(mark.word, mark.nameless).tone)
            || mark.word == monitor::RingWord::Orphan) {
            events.marks.push_back(ringMark(mark));
        }
    }
    for (const Caption& alert : session.alerts()) {
        events.marks.push_back(
            {plotSeconds(alert.at), alert.text, widgets::StateShape::High, widgets::Tone::Warning});
    }
    std::stable_sort(events.marks.begin(), events.marks.end(),
        [](const widgets::StateMark& a, const widgets::StateMark& b) { return a.at < b.at; });
    for (const std::vector<Caption>* some : {&session.captions(), &session.notes()}) {
        for (const Caption& caption : *some) {
            events.captions.push_back({plotSeconds(caption.at), caption.text});
        }
    }
    for (const Caption& beginning : session.beginnings()) {
        events.captions.push_back({plotSeconds(beginning.at), beginning.text});
    }
    std::stable_sort(events.captions.begin(), events.captions.end(),
        [](const widgets::Caption& a, const widgets::Caption& b) { return a.at < b.at; });
    for (const monitor::Gap& gap : history.gaps(session.ring(), span.from, span.to)) {
        addGap(events.missed, gap, monitor::to_seconds(span.pixel));
    }
    return events;
}

}  // namespace gui
