// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenario_marks.h"

#include "gui/rings/ring_name.h"

#include "rig/scenario/description.h"

#include <algorithm>

namespace gui {

namespace {

using monitor::run::RunProgress;
using rig::scenario::FaultObservation;
using rig::scenario::Phase;

std::optional<monitor::TimePoint> timeOf(const std::optional<rig::scenario::Time>& time)
{
    return time ? std::optional(monitor::run::time_of(*time)) : std::nullopt;
}

std::optional<monitor::TimePoint> begunOf(const RunProgress& progress, Phase phase)
{
    const auto found = std::find_if(progress.phases.begin(), progress.phases.end(),
        [phase](const auto& each) { return each.phase == phase; });
    return found == progress.phases.end() ? std::nullopt : timeOf(found->at);
}

}  // namespace

std::vector<FaultSpan> faultSpans(
    const RunProgress& progress, const rig::scenario::Scenario& scenario)
{
    const auto recovered = begunOf(progress, Phase::SteadyAgain);
    const auto over = begunOf(progress, Phase::Over);
    std::vector<FaultSpan> spans;
    for (const FaultObservation& fault : progress.faults) {
        const rig::scenario::Step* const step = scenario.find_step(fault.id);
        if (step == nullptr || !fault.requested) {
            continue;
        }
        FaultSpan span;
        span.name = shownText(name_of(*step));
        span.requested = monitor::run::time_of(*fault.requested);
        span.proven = timeOf(fault.proven);
        span.healed = timeOf(fault.healed);
        if (span.proven && step->fault.duration) {
            span.plannedEnd = *span.proven + *step->fault.duration;
        }
        if (span.healed) {
            span.recovered = recovered;
        } else {
            span.ended = over;
        }
        span.refuted = !span.proven && (!fault.trouble.empty() || over);
        spans.push_back(std::move(span));
    }
    return spans;
}

std::vector<Caption> captions(const RunProgress& progress)
{
    std::vector<Caption> all;
    for (const auto& phase : progress.phases) {
        all.push_back({monitor::run::time_of(phase.at), phaseName(phase.phase)});
    }
    return all;
}

QString phaseName(Phase phase)
{
    const std::string_view word = to_string(phase);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

}  // namespace gui
