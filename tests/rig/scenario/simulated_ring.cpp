// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/simulated_rig.h"

#include <algorithm>

/// The library in the simulated rig: it keeps its promises, or breaks one.
namespace rigtest {

using namespace std::chrono_literals;
using namespace rig::scenario;
using rig::kProducerName;

namespace {

double seconds(Time time)
{
    return std::chrono::duration<double>(time).count();
}

}  // namespace

void SimulatedRig::join(Process& process, Time now)
{
    const std::string& id = process.seen.name;
    const auto capacity = static_cast<std::int64_t>(m_scenario.topology.capacity);
    const rig::ConsumerPlan* plan = m_scenario.topology.find_consumer(id);
    const auto start = plan != nullptr ? plan->start : ringlib::StartAt::Default;
    Slot slot;
    slot.id = id;
    slot.cursor = std::max<std::int64_t>(m_published - capacity, -1);
    if (start == ringlib::StartAt::Next) {
        slot.cursor = m_published;
    }
    if (const auto kept = m_kept.find(id); kept != m_kept.end()) {
        slot.cursor = std::max(slot.cursor, kept->second);
    }
    if (m_break == Break::StartsElsewhere) {
        slot.cursor = m_published - std::min(capacity, m_published + 1) / 2;
    }
    slot.in_hand = m_kept_in_hand[id];
    slot.generation = ++m_generations[id];
    slot.joined = now;
    for (std::size_t i = 0; i < m_processes.size(); ++i) {
        slot.process = &m_processes[i] == &process ? i : slot.process;
    }
    std::erase_if(m_slots, [&id](const Slot& each) { return each.id == id; });
    m_slots.push_back(slot);
    m_was_there[id] = true;
    process.seen.phase = WorkerPhase::Running;
    process.seen.ready_at = now;
}

void SimulatedRig::publish(Time now)
{
    Process* producer = find(kProducerName);
    if (producer == nullptr || !producer->moves(now) || m_truncated) {
        return;
    }
    const auto& plan = m_scenario.topology.producer;
    const auto& liveness = plan.liveness;
    if (liveness) {
        for (const std::string& id : liveness->required_consumer_ids) {
            if (!m_was_there[id]) {
                if (now - *m_waits_since >= liveness->startup_wait_timeout
                    && m_break != Break::NeverGivesUp) {
                    const bool named = m_break != Break::ForgetsToNameThem;
                    exit(*producer, now, {2, "StartupTimeout", ""});
                    producer->seen.last_error = "missing " + (named ? id : std::string());
                }
                return;
            }
        }
    }
    auto capacity = static_cast<std::int64_t>(m_scenario.topology.capacity);
    if (plan.coordination.kind() == ringlib::CoordinationMode::Kind::BufferUntilConsumers
        && m_was_there.empty()) {
        capacity = static_cast<std::int64_t>(plan.coordination.count())
            - (m_break == Break::BuffersTooLittle ? 1 : 0);
    }
    if (m_break == Break::StopsAfterTakeover && m_epoch > 1) {
        return;
    }
    m_due += seconds(m_tick) * static_cast<double>(plan.rate.per_second.value_or(1'000'000))
        * producer->factor;
    std::int64_t limit = m_published + static_cast<std::int64_t>(m_due);
    const Slot* slowest = nullptr;
    for (const Slot& slot : m_slots) {
        const Process& owner = m_processes[slot.process];
        const bool holds = owner.runs() || required(slot.id) || m_break == Break::KeepsTheDead;
        if (holds && (slowest == nullptr || slot.cursor < slowest->cursor)) {
            slowest = &slot;
        }
    }
    const std::int64_t free_until = (slowest != nullptr           ? slowest->cursor
                                            : m_was_there.empty() ? -1
                                                                  : limit)
        + capacity;
    if (m_break == Break::HoldsForNobody || limit <= free_until) {
        m_blocked.reset();
        m_gated_by.clear();
        m_due -= static_cast<double>(limit - m_published);
        m_published = limit;
        std::erase_if(m_slots, [&](const Slot& slot) {
            return !m_processes[slot.process].runs() && !required(slot.id)
                && m_break != Break::KeepsTheDead && slot.cursor + capacity <= m_published + 200;
        });
    } else {
        m_published = std::max(m_published, free_until);
        m_due = 0;
        m_gated_by = slowest != nullptr ? slowest->id : "";
        m_blocked = m_blocked.value_or(now);
    }
    producer->seen.totals.last = m_published;
    if (m_break == Break::DiesOfABadConsumer && m_blocked && now - *m_blocked > 300ms) {
        exit(*producer, now, {70, "Os", ""});
    }
}

void SimulatedRig::consume(Time now)
{
    const auto capacity = static_cast<std::int64_t>(m_scenario.topology.capacity);
    for (Slot& slot : m_slots) {
        Process& process = m_processes[slot.process];
        if (!process.moves(now) || m_truncated || m_instance_of[slot.id] != m_instance) {
            continue;
        }
        rig::StreamTotals& totals = process.seen.totals;
        const rig::ConsumerPlan* plan = m_scenario.topology.find_consumer(slot.id);
        const double work = plan != nullptr ? seconds(plan->work.longest) : 0;
        const double most
            = seconds(m_tick) / std::max(work * process.factor, 1e-7);  // 10 M/s without work
        std::int64_t first = slot.cursor + 1;
        if (m_published - slot.cursor > capacity) {
            totals.gaps += static_cast<std::uint64_t>(m_published - slot.cursor - capacity);
            first = m_published - capacity + 1;
        }
        const std::int64_t last
            = std::min(m_published, first - 1 + static_cast<std::int64_t>(most));
        if (last < first) {
            continue;
        }
        totals.first = totals.first < 0 ? first : totals.first;
        totals.last = last;
        totals.events += static_cast<std::uint64_t>(last - first + 1);
        if (slot.in_hand) {
            totals.redelivered += m_break != Break::RedeliversSilently ? 1 : 0;
            slot.in_hand = false;
            m_kept_in_hand[slot.id] = false;
        }
        if (totals.events > 5000) {
            totals.gaps += m_break == Break::Loses ? 1 : 0;
            totals.duplicates += m_break == Break::Doubles ? 1 : 0;
            totals.torn += m_break == Break::Tears ? 1 : 0;
        }
        slot.cursor = last;
    }
}

void SimulatedRig::watch_liveness(Time now)
{
    const auto& liveness = m_scenario.topology.producer.liveness;
    Process* producer = find(kProducerName);
    if (!liveness || producer == nullptr || !producer->moves(now)) {
        return;
    }
    const Slot* slot = m_blocked ? find_slot(m_gated_by) : nullptr;
    const bool counts = slot != nullptr && required(slot->id);
    if (!counts || (m_stall && m_stall->cursor != slot->cursor)) {
        const bool forgives = m_break != Break::GivesUpInGrace || !m_stall || !m_stall->alerted;
        if (forgives) {
            m_stall.reset();
        }
        if (!counts && !m_stall) {
            return;
        }
    }
    if (!m_stall) {
        m_stall = Stall{slot->id, *m_blocked, slot->cursor};
    }
    if (m_break == Break::AcceptsAnyoneForRequired && m_was_there.contains("cp_9")) {
        return;
    }
    Time timeout = liveness->progress_timeout;
    timeout += m_break == Break::AlertsLate ? 300ms : m_break == Break::AlertsEarly ? -200ms : 0ms;
    const Time since = now - m_stall->since;
    if (!m_stall->alerted && since >= timeout) {
        m_stall->alerted = true;
        if (m_break != Break::NeverAlerts) {
            producer->seen.alerts.push_back({m_stall->consumer, now, since, false});
        }
    }
    if (m_stall->alerted && since >= timeout + liveness->shutdown_grace_period
        && m_break != Break::NeverGivesUp) {
        give_up(now, m_stall->consumer);
    }
}

void SimulatedRig::give_up(Time now, const std::string& id)
{
    using Action = ringlib::RequiredConsumerFailureAction;
    const Action action = m_scenario.topology.producer.liveness->failure_action;
    if (action == Action::AlertOnly) {
        return;
    }
    m_stall.reset();
    m_blocked.reset();
    if (action == Action::Evict) {
        if (m_break != Break::EvictsNobody) {
            std::erase_if(m_slots, [&id](const Slot& slot) { return slot.id == id; });
        }
        return;
    }
    Process* producer = find(kProducerName);
    m_stream_end = m_break != Break::TellsNobody ? "RequiredConsumerFailed" : "";
    exit(*producer, now, {2, "GracefulShutdownTriggered", ""});
    producer->seen.last_error
        = m_break != Break::ForgetsToNameThem ? "required consumer " + id : "somebody";
}

void SimulatedRig::end_consumers(Time now)
{
    for (Process& process : m_processes) {
        if (process.seen.name == kProducerName || !process.moves(now)
            || process.seen.phase != WorkerPhase::Running) {
            continue;
        }
        const std::string id = process.seen.name;
        const rig::ConsumerPlan* plan = m_scenario.topology.find_consumer(id);
        const Slot* slot = find_slot(id);
        const bool drained = slot != nullptr && slot->cursor >= m_published;
        // NOLINTNEXTLINE(bugprone-branch-clone): the order of the branches decides
        if (m_truncated && m_break != Break::HidesTheTruncation) {
            exit(process, now, {3, "", "truncated"});
        } else if (m_instance_of[id] != m_instance && m_break != Break::HidesTheReplacement) {
            exit(process, now, {3, "", "replaced"});
        } else if (slot == nullptr) {
            exit(process, now, {3, "", "evicted"});
        } else if (m_unlinked && m_break == Break::DiesWithTheName) {
            exit(process, now, {3, "", "truncated"});
        } else if (m_stream_end == "RequiredConsumerFailed" && drained) {
            exit(process, now, {3, "", "required_consumer_failed"});
        } else if (m_stream_end == "Closed" && (drained || m_break == Break::MovesNobody)) {
            if (m_break == Break::MovesNobody && slot->cursor >= 0) {
                process.seen.totals.last = m_published - 5;
            }
            exit(process, now, {0, "", "closed"});
        } else if (m_died && plan != nullptr && now - *m_died > plan->ready_timeout
            && m_break != Break::TellsNobody) {
            exit(process, now, {3, "", "producer_died"});
        } else if (m_ending && m_stream_end != "Closed") {
            exit(process, now, {0, "", "control"});
        }
    }
}

}  // namespace rigtest
