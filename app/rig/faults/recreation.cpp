// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/recreation.h"

#include "rig/leftovers.h"

#include <algorithm>
#include <unistd.h>

namespace rig {

ringlib::Expected<void> Recreation::start_all(Stage& stage)
{
    ::unlink(file_of(stage.crew.ring()).c_str());  // damaged, or gone already
    auto started = stage.crew.start_again(kProducerName);
    for (const ConsumerPlan& plan : stage.crew.topology().consumers) {
        started = started ? stage.crew.start_again(plan.id) : std::move(started);
    }
    return started.map([](RigWorker*) {});
}

Proof Recreation::seen(Stage& stage)
{
    if (m_phase == Phase::Ending) {
        const auto workers = stage.crew.workers();
        if (!m_end.advance(stage.now, workers)) {
            return not_yet();
        }
        m_phase = Phase::Starting;
        if (auto started = start_all(stage); !started) {
            return ringlib::Unexpected{std::move(started.error())};
        }
    }
    const auto& consumers = stage.crew.topology().consumers;
    const auto is_there = [&stage](std::string_view name) {
        const RigWorker* const worker = stage.crew.find_running(name);
        return worker != nullptr && worker->is_ready() && stage.position(name).has_value();
    };
    const bool all_there = is_there(kProducerName)
        && std::all_of(consumers.begin(), consumers.end(),
            [&](const ConsumerPlan& plan) { return is_there(plan.id); });
    return all_there && stage.ring.seen().producer_alive
        ? Proof("a new ring, instance " + stage.ring.seen().instance + ", and all are in it")
        : not_yet();
}

}  // namespace rig
