// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/demo_end.h"

#include "rig/worker_process.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <utility>

namespace rig {
namespace {

using scenario::WorkerObservation;

std::string anomalies_text(const StreamTotals& totals)
{
    return std::to_string(totals.gaps) + " gaps, " + std::to_string(totals.duplicates)
        + " duplicates, " + std::to_string(totals.out_of_order) + " out of order, "
        + std::to_string(totals.torn) + " torn in " + std::to_string(totals.events) + " events";
}

bool gave_summary(const WorkerObservation& worker)
{
    return !worker.end.empty();
}

bool ended_well(const WorkerObservation& worker)
{
    const bool in_its_way = worker.name == kProducerName || worker.end == "closed";
    return in_its_way && worker.exited_at && worker.exit_code == 0 && worker.exit_signal == 0;
}

DemoEnd judge_worker(const WorkerObservation& worker, const WorkerObservation* producer)
{
    const std::string& name = worker.name;
    if (!gave_summary(worker)) {
        return {Verdict::Inconclusive,
            with_error(name + " gave no summary: " + exit_text(worker), worker)};
    }
    const StreamTotals& totals = worker.totals;
    if (!totals.is_clean()) {
        return {Verdict::Fail, name + ": " + anomalies_text(totals)};
    }
    const bool can_compare = producer != nullptr && gave_summary(*producer);
    if (worker.end == "closed" && can_compare && totals.last != producer->totals.last) {
        return {Verdict::Fail,
            name + " read up to event " + std::to_string(totals.last)
                + ", the producer wrote up to " + std::to_string(producer->totals.last)};
    }
    if (!ended_well(worker)) {
        return {Verdict::Inconclusive,
            with_error(
                name + " ended by " + ringlib::printable(worker.end) + ": " + exit_text(worker),
                worker)};
    }
    return {};
}

}  // namespace

const WorkerObservation* last_worker(const scenario::Observations& seen, std::string_view name)
{
    const auto found = std::find_if(seen.workers.rbegin(), seen.workers.rend(),
        [name](const WorkerObservation& worker) { return worker.name == name; });
    return found != seen.workers.rend() ? &*found : nullptr;
}

std::string exit_text(const WorkerObservation& worker)
{
    return worker.exited_at
        ? ExitStatus{.code = worker.exit_code, .signal = worker.exit_signal}.text()
        : "has not ended";
}

std::string with_error(std::string text, const WorkerObservation& worker)
{
    return worker.last_error.empty()
        ? text
        : std::move(text) + ": " + ringlib::printable(worker.last_error);
}

DemoEnd judge_demo_end(const Topology& topology, const scenario::Observations& seen)
{
    const WorkerObservation* const producer = last_worker(seen, kProducerName);
    DemoEnd all;
    const auto take = [&](const WorkerObservation* worker) {
        if (worker == nullptr) {
            return;
        }
        DemoEnd one = judge_worker(*worker, producer);
        if (all.verdict == Verdict::Pass
            || (all.verdict != one.verdict && one.verdict == Verdict::Fail)) {
            all = std::move(one);
        }
    };
    take(producer);
    for (const ConsumerPlan& plan : topology.consumers) {
        take(last_worker(seen, plan.id));
    }
    return all;
}

}  // namespace rig
