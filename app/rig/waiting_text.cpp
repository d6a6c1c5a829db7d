// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/waiting_text.h"

#include <cstdint>

namespace rig {
namespace {

std::string in_seconds(scenario::Time time)
{
    const auto tenths = time.count() / 100'000'000;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " s";
}

/// Those that a producer does not begin without, and that are not in the ring.
std::string missing_consumers(const Topology& topology, const RingView& ring)
{
    const bool waits_for_all = topology.producer.coordination.kind()
        == ringlib::CoordinationMode::Kind::WaitForConsumers;
    std::string missing;
    for (const ConsumerPlan& plan : topology.consumers) {
        const auto* const consumer = ring.find_consumer(plan.id);
        if ((waits_for_all || topology.is_required(plan.id))
            && (consumer == nullptr || !consumer->alive)) {
            missing += (missing.empty() ? "" : ", ") + plan.id;
        }
    }
    return missing;
}

}  // namespace

std::string waiting_text(const scenario::WorkerObservation& worker, const Topology& topology,
    const RingView& ring, scenario::Time now)
{
    using scenario::WorkerPhase;
    if (worker.phase == WorkerPhase::Starting) {
        const bool joins = worker.name != kProducerName && ring.seen().attached;
        return (joins ? "a place in the ring, " : "segment, ")
            + in_seconds(now - worker.started_at);
    }
    if (worker.phase == WorkerPhase::Running && worker.name == kProducerName
        && ring.seen().published < 0) {
        const std::string missing = missing_consumers(topology, ring);
        return missing.empty() ? "" : missing + ", " + in_seconds(now - *worker.ready_at);
    }
    return {};
}

}  // namespace rig
