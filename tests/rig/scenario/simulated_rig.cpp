// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/simulated_rig.h"

#include <algorithm>

namespace rigtest {
namespace {

using namespace std::chrono_literals;
using namespace rig::scenario;
using rig::FaultKind;
using rig::kProducerName;

const std::string kProducer(kProducerName);

double seconds(Time time)
{
    return std::chrono::duration<double>(time).count();
}

}  // namespace

SimulatedRig::SimulatedRig(const Scenario& scenario, Break broken)
    : m_scenario(scenario)
    , m_break(broken)
{
}

SimulatedRig::Process* SimulatedRig::find(const std::string& name)
{
    const auto found = std::find_if(m_processes.rbegin(), m_processes.rend(),
        [&name](const Process& each) { return each.seen.name == name; });
    return found != m_processes.rend() ? &*found : nullptr;
}

const SimulatedRig::Process* SimulatedRig::find(const std::string& name) const
{
    const auto found = std::find_if(m_processes.rbegin(), m_processes.rend(),
        [&name](const Process& each) { return each.seen.name == name; });
    return found != m_processes.rend() ? &*found : nullptr;
}

SimulatedRig::Slot* SimulatedRig::find_slot(const std::string& id)
{
    const auto found = std::find_if(
        m_slots.begin(), m_slots.end(), [&id](const Slot& slot) { return slot.id == id; });
    return found != m_slots.end() ? &*found : nullptr;
}

bool SimulatedRig::required(const std::string& id) const
{
    return m_scenario.topology.is_required(id);
}

void SimulatedRig::act(const Action& action, Time now)
{
    if (const auto* start = std::get_if<StartWorkers>(&action)) {
        start_producer(now, true);
        for (const PlannedFault& planned : start->faults) {
            note(planned, now);
        }
        for (const auto& consumer : m_scenario.topology.consumers) {
            const bool held = std::any_of(start->faults.begin(), start->faults.end(),
                [&consumer](const PlannedFault& each) { return each.fault.target == consumer.id; });
            if (!held) {
                start_consumer(consumer.id, now);
            }
        }
        for (Doing& doing : m_faults) {
            if (doing.planned.fault.kind == FaultKind::LateStart) {
                doing.comes_back = now + *doing.planned.fault.parameters.after;
            }
        }
    } else if (const auto* inject = std::get_if<InjectFault>(&action)) {
        note(inject->planned, now);
        this->inject(m_faults.back(), now);
    } else if (const auto* heal = std::get_if<HealFault>(&action)) {
        for (Doing& doing : m_faults) {
            if (doing.seen.id == heal->id) {
                this->heal(doing, now);
            }
        }
    } else if (std::holds_alternative<HealAll>(action)) {
        for (Doing& doing : m_faults) {
            if (!doing.seen.heal_requested) {
                this->heal(doing, now);
            }
        }
    } else {
        m_ending = true;
        m_stream_end = m_stream_end.empty() ? "Closed" : m_stream_end;
        for (Process& process : m_processes) {
            process.stopped = false;
            if (process.runs() && process.seen.name == kProducer) {
                exit(process, now, 0, "", "control");
            }
        }
    }
}

void SimulatedRig::note(const PlannedFault& planned, Time now)
{
    Doing doing;
    doing.planned = planned;
    doing.seen.id = planned.id;
    doing.seen.requested = now;
    m_faults.push_back(doing);
}

void SimulatedRig::start_producer(Time now, bool anew)
{
    if (anew) {
        ++m_instance;
        m_epoch = 0;
        m_published = -1;
        m_due = 0;
        m_slots.clear();
    }
    ++m_epoch;
    m_waits_since = now;
    m_blocked.reset();
    m_stall.reset();
    m_died.reset();
    Process process;
    process.seen.name = kProducer;
    process.seen.pid = static_cast<pid_t>(100 + m_processes.size());
    process.seen.phase = WorkerPhase::Running;
    process.seen.started_at = now;
    process.seen.ready_at = now;
    m_processes.push_back(process);
}

void SimulatedRig::start_consumer(const std::string& id, Time now)
{
    Process process;
    process.seen.name = id;
    process.seen.pid = static_cast<pid_t>(100 + m_processes.size());
    process.seen.started_at = now;
    m_instance_of[id] = m_instance;
    m_processes.push_back(process);
}

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

void SimulatedRig::exit(
    Process& process, Time now, int code, const std::string& error, const std::string& end)
{
    process.seen.phase = WorkerPhase::Exited;
    process.seen.exited_at = now;
    process.seen.exit_code = code;
    process.seen.error = error;
    process.seen.end = end;
    if (process.seen.name != kProducer && m_break != Break::KeepsTheDead) {
        if (Slot* slot = find_slot(process.seen.name)) {
            m_kept[slot->id] = slot->cursor;
        }
        std::erase_if(m_slots, [&](const Slot& each) { return each.id == process.seen.name; });
    }
}

void SimulatedRig::kill(const std::string& name, Time now)
{
    Process* process = find(name);
    process->seen.phase = WorkerPhase::Exited;
    process->seen.exited_at = now;
    process->seen.exit_signal = 9;
    if (name == kProducer) {
        m_died = now;
        m_blocked.reset();
    } else if (Slot* slot = find_slot(name)) {
        m_kept[name] = slot->cursor;
    }
}

void SimulatedRig::inject(Doing& doing, Time now)
{
    const rig::Fault& fault = doing.planned.fault;
    const auto after = fault.parameters.after.value_or(Time());
    switch (fault.kind) {
    case FaultKind::Stall:
        find(fault.target)->stopped = true;
        break;
    case FaultKind::Freeze:
        find(fault.target)->frozen_until = now + *fault.duration;
        break;
    case FaultKind::Slow:
    case FaultKind::Burst:
        find(fault.target)->factor = *fault.parameters.factor;
        break;
    case FaultKind::Crash:
        m_kept_in_hand[fault.target] = true;
        kill(fault.target, now);
        break;
    case FaultKind::Kill:
    case FaultKind::Rejoin:
    case FaultKind::RejoinOther:
    case FaultKind::Restart:
    case FaultKind::Recreate:
        kill(fault.target, now);
        doing.comes_back
            = fault.kind != FaultKind::Kill ? std::optional(now + after) : std::nullopt;
        break;
    case FaultKind::RejoinTooLate:
        kill(fault.target, now);
        break;
    case FaultKind::Terminate:
        exit(*find(fault.target), now, 0, "", "signal");
        break;
    case FaultKind::SecondProducer:
        m_epoch += m_break == Break::LetsASecondProducerIn ? 1U : 0U;
        break;
    case FaultKind::DuplicateId:
        if (m_break == Break::LetsASecondProducerIn) {
            exit(*find(fault.target), now, 3, "", "evicted");
        }
        break;
    case FaultKind::Unlink:
        m_unlinked = true;
        break;
    case FaultKind::Truncate:
        m_truncated = true;
        break;
    default:
        break;
    }
}

void SimulatedRig::heal(Doing& doing, Time now)
{
    const rig::Fault& fault = doing.planned.fault;
    doing.seen.heal_requested = now;
    Process* target = find(fault.target);
    switch (fault.kind) {
    case FaultKind::Stall:
        target->stopped = false;
        break;
    case FaultKind::Slow:
    case FaultKind::Burst:
        target->factor = 1;
        break;
    case FaultKind::Kill:
    case FaultKind::Crash:
    case FaultKind::Terminate:
    case FaultKind::NeverStart:
        if (fault.target == kProducer) {
            start_producer(now, false);
        } else {
            start_consumer(fault.target, now);
        }
        break;
    default:
        break;
    }
}

void SimulatedRig::follow_faults(Time now)
{
    for (Doing& doing : m_faults) {
        const rig::Fault& fault = doing.planned.fault;
        FaultObservation& seen = doing.seen;
        if (doing.comes_back && now >= *doing.comes_back) {
            doing.comes_back.reset();
            if (fault.target == kProducer) {
                start_producer(now, fault.kind == FaultKind::Recreate);
            } else {
                start_consumer(fault.parameters.as.value_or(fault.target), now);
            }
            seen.proven = proves ? std::optional(now) : std::nullopt;
            seen.heal_requested = now;
            seen.healed = now;
            seen.proof = "is back";
        }
        if (fault.kind == FaultKind::RejoinTooLate && !seen.proven && !m_stream_end.empty()) {
            seen.proven = now;
            seen.healed = now;
            start_consumer(fault.target, now);
        }
        const bool by_return = shape_of(fault.kind).after != rig::ParameterUse::None;
        if (!seen.proven && proves && !by_return && now > *seen.requested) {
            seen.proven = now;
            seen.proof = "it is so";
        }
        if (seen.proven && fault.duration && !seen.heal_requested
            && now >= *seen.proven + *fault.duration) {
            heal(doing, now);
        }
        if (seen.heal_requested && !seen.healed && now > *seen.heal_requested) {
            seen.healed = now;
            seen.heal_proof = "it moves";
        }
    }
}

void SimulatedRig::advance(Time now)
{
    for (std::size_t i = 0; i < m_processes.size(); ++i) {
        Process& process = m_processes[i];
        if (process.seen.phase == WorkerPhase::Starting && now > process.seen.started_at) {
            if (m_stream_end == "RequiredConsumerFailed") {
                process.seen.ready_at = now;
                exit(process, now, 3, "", "required_consumer_failed");
            } else {
                join(process, now);
            }
        }
    }
    publish(now);
    consume(now);
    watch_liveness(now);
    end_consumers(now);
    follow_faults(now);
    m_last = now;
}

void SimulatedRig::publish(Time now)
{
    Process* producer = find(kProducer);
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
                    exit(*producer, now, 2, "StartupTimeout", "");
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
        exit(*producer, now, 70, "Os", "");
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
    Process* producer = find(kProducer);
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
    if (m_break == Break::AcceptsAnyoneForRequired && m_was_there.count("cp_9") != 0) {
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
    Process* producer = find(kProducer);
    m_stream_end = m_break != Break::TellsNobody ? "RequiredConsumerFailed" : "";
    exit(*producer, now, 2, "GracefulShutdownTriggered", "");
    producer->seen.last_error
        = m_break != Break::ForgetsToNameThem ? "required consumer " + id : "somebody";
}

void SimulatedRig::end_consumers(Time now)
{
    for (Process& process : m_processes) {
        if (process.seen.name == kProducer || !process.moves(now)
            || process.seen.phase != WorkerPhase::Running) {
            continue;
        }
        const std::string id = process.seen.name;
        const rig::ConsumerPlan* plan = m_scenario.topology.find_consumer(id);
        const Slot* slot = find_slot(id);
        const bool drained = slot != nullptr && slot->cursor >= m_published;
        if (m_truncated && m_break != Break::HidesTheTruncation) {
            exit(process, now, 3, "", "truncated");
        } else if (m_instance_of[id] != m_instance && m_break != Break::HidesTheReplacement) {
            exit(process, now, 3, "", "replaced");
        } else if (slot == nullptr) {
            exit(process, now, 3, "", "evicted");
        } else if (m_unlinked && m_break == Break::DiesWithTheName) {
            exit(process, now, 3, "", "truncated");
        } else if (m_stream_end == "RequiredConsumerFailed" && drained) {
            exit(process, now, 3, "", "required_consumer_failed");
        } else if (m_stream_end == "Closed" && (drained || m_break == Break::MovesNobody)) {
            if (m_break == Break::MovesNobody && slot->cursor >= 0) {
                process.seen.totals.last = m_published - 5;
            }
            exit(process, now, 0, "", "closed");
        } else if (m_died && plan != nullptr && now - *m_died > plan->ready_timeout
            && m_break != Break::TellsNobody) {
            exit(process, now, 3, "", "producer_died");
        } else if (m_ending && m_stream_end != "Closed") {
            exit(process, now, 0, "", "control");
        }
    }
}

Observations SimulatedRig::look(Time now) const
{
    Observations seen;
    seen.sampler_ticks = static_cast<std::uint64_t>(now / m_tick);
    seen.sampler_missed = missed;
    seen.overshoot = 2ms;
    const Process* producer = find(kProducer);
    if (producer != nullptr) {
        RingObservation& ring = seen.ring;
        ring.attached = !m_unlinked && !m_truncated;
        ring.state = m_truncated    ? (m_break == Break::HidesTheTruncation ? "LIVE" : "TRUNCATED")
            : m_unlinked            ? "WAITING"
            : !m_stream_end.empty() ? "CLOSED"
            : producer->runs()      ? "LIVE"
                                    : "ORPHAN";
        ring.instance = std::to_string(m_instance);
        ring.published = m_published;
        ring.capacity = m_scenario.topology.capacity;
        ring.epoch = m_epoch;
        ring.producer_alive = producer->runs();
        ring.blocked_since = m_blocked;
        ring.gated_by = m_gated_by;
        for (const Slot& slot : m_slots) {
            const Process& process = m_processes[slot.process];
            const auto lag = static_cast<std::uint64_t>(m_published - slot.cursor);
            ring.used = std::max(ring.used, lag);
            const bool gates = m_blocked && m_gated_by == slot.id;
            ring.consumers.push_back({slot.id,
                !process.runs()       ? "DEAD"
                    : process.stopped ? "STOPPED"
                    : gates           ? "GATING"
                                      : "OK",
                slot.cursor, lag, slot.generation, slot.joined, process.runs()});
        }
    }
    for (const Process& process : m_processes) {
        seen.workers.push_back(process.seen);
        if (process.stopped && process.runs()) {
            seen.workers.back().phase = WorkerPhase::Stopped;
        }
    }
    for (const Doing& doing : m_faults) {
        seen.faults.push_back(doing.seen);
    }
    return seen;
}

}  // namespace rigtest
