// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/demo.h"

#include "rig/live/demo_end.h"

#include <algorithm>
#include <utility>

namespace rig {
namespace {

using namespace std::chrono_literals;

// A show, not a measurement: four processes together leave the machine alone (2 % of a core each).
constexpr std::uint64_t kBatchesPerSecond = 1250;  // of 8 events: the ring fills to its last slot
constexpr auto kConsumerWait = 500us;
constexpr auto kProgressTimeout = 1s;
constexpr std::string_view kStall = "demo-stall";

ringlib::RequiredConsumerLivenessConfig liveness_of(const DemoPlan& plan)
{
    ringlib::RequiredConsumerLivenessConfig liveness;
    liveness.required_consumer_ids.assign(plan.consumers.begin(), plan.consumers.end());
    liveness.startup_wait_timeout = plan.start_limit;
    liveness.progress_timeout = kProgressTimeout;
    liveness.failure_action = ringlib::RequiredConsumerFailureAction::AlertOnly;
    return liveness;
}

Topology topology_of(const DemoPlan& plan)
{
    Topology topology;
    topology.capacity = plan.capacity;
    topology.event_size = plan.event_size;
    topology.producer.rate = Rate{plan.events_per_s};
    topology.producer.batch = std::max<std::uint64_t>(plan.events_per_s / kBatchesPerSecond, 1);
    topology.producer.coordination
        = ringlib::CoordinationMode::wait_for_consumers(plan.consumers.size(), plan.start_limit);
    topology.producer.liveness = liveness_of(plan);
    for (const std::string_view id : plan.consumers) {
        topology.consumers.push_back({.id = std::string(id),
            .work = {},
            .batch = {},
            .wait = ringlib::WaitStrategy::sleep(kConsumerWait),
            .ready_timeout = plan.start_limit});
    }
    return topology;
}

std::string end_of(const scenario::WorkerObservation& worker)
{
    return with_error(worker.name + (worker.ready_at ? " ended unasked: " : " could not start: ")
            + exit_text(worker),
        worker);
}

/// It was there, and is of no use any more.
bool is_broken(const scenario::RingObservation& ring)
{
    const bool unreadable
        = ring.state == "TRUNCATED" || ring.state == "INCOMPATIBLE" || ring.state == "FORBIDDEN";
    return unreadable && !ring.instance.empty();
}

}  // namespace

DemoScript::DemoScript(DemoPlan plan)
    : m_topology(topology_of(plan))
    , m_story(plan)
{
    publish_status();
}

DemoStatus DemoScript::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

void DemoScript::advance(Rig& rig, const scenario::Observations& seen, const std::string& trouble)
{
    if (!m_story.is_over()) {
        act(rig, m_story.advance(Clock::now() - m_started, observe(seen, trouble)));
        publish_status();
    }
}

void DemoScript::interrupt(Rig& rig)
{
    if (!m_story.is_over()) {
        act(rig, m_story.hand_over(Clock::now() - m_started));
        publish_status();
    }
}

void DemoScript::conclude(const scenario::Observations& seen)
{
    DemoEnd end = judge_demo_end(m_topology, seen);
    m_end_verdict = end.verdict;
    m_end_reason = std::move(end.reason);
    publish_status();
}

DemoObservation DemoScript::observe(const scenario::Observations& seen, const std::string& trouble)
{
    DemoObservation demo;
    const auto note = [this](std::string text) {
        if (m_trouble.empty()) {
            m_trouble = std::move(text);
        }
    };
    note(trouble);
    for (const scenario::WorkerObservation& worker : seen.workers) {
        if (worker.exited_at) {
            note(end_of(worker));
        }
        if (!worker.ready_at) {
            demo.waiting_for += (demo.waiting_for.empty() ? "" : ", ") + worker.name;
        }
    }
    if (is_broken(seen.ring)) {
        note(seen.ring.reason);
    }
    const DemoPlan& plan = m_story.plan();
    const auto* const victim = last_worker(seen, plan.victim);
    demo.victim_stopped = victim != nullptr && victim->phase == scenario::WorkerPhase::Stopped;
    const auto& consumers = seen.ring.consumers;
    const auto place = std::find_if(consumers.begin(), consumers.end(),
        [&plan](const auto& consumer) { return consumer.id == plan.victim; });
    if (seen.ring.attached && place != consumers.end()) {
        demo.ring = DemoObservation::Ring{.victim_sequence = place->cursor,
            .victim_lag_events = place->lag_events,
            .producer_held_by = {}};
        if (seen.ring.blocked_since) {
            demo.ring->producer_held_by
                = seen.ring.gated_by.empty() ? "somebody" : seen.ring.gated_by;
        }
    } else if (demo.waiting_for.empty()) {
        demo.waiting_for = seen.ring.attached ? std::string(plan.victim) + " is not in the ring"
                                              : seen.ring.reason;
    }
    if (!m_trouble.empty()) {
        demo.trouble = m_trouble;
    }
    return demo;
}

void DemoScript::act(Rig& rig, std::optional<DemoAction> action)
{
    if (!action) {
        return;
    }
    const DemoPlan& plan = m_story.plan();
    if (*action == DemoAction::Heal) {
        rig.heal(kStall);
    } else {
        rig.inject({std::string(kStall),
            {.kind = FaultKind::Stall,
                .target = std::string(plan.victim),
                .parameters = {},
                .duration = plan.heal_at - plan.stall_at}});
    }
}

void DemoScript::publish_status()
{
    // What the workers found wrong outweighs the story; what they did not say only spoils a PASS.
    const bool end_counts = m_end_verdict == Verdict::Fail
        || (m_end_verdict != Verdict::Pass && m_story.verdict() == Verdict::Pass);
    const std::scoped_lock lock(m_mutex);
    m_status = {.started = m_started,
        .phase = m_story.phase(),
        .captions = m_story.captions(),
        .fault = m_story.fault(),
        .story_over = m_story.is_over(),
        .verdict = end_counts ? m_end_verdict : m_story.verdict(),
        .reason = end_counts ? m_end_reason : m_story.reason()};
}

}  // namespace rig
