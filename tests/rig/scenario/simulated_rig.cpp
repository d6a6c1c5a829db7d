// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/simulated_rig.h"

#include <algorithm>

namespace rigtest {

using namespace std::chrono_literals;
using namespace rig::scenario;
using rig::FaultKind;
using rig::kProducerName;

SimulatedRig::SimulatedRig(Scenario scenario, Break broken)
    : m_scenario(std::move(scenario))
    , m_break(broken)
{
}

SimulatedRig::Process* SimulatedRig::find(std::string_view name)
{
    const auto found = std::find_if(m_processes.rbegin(), m_processes.rend(),
        [name](const Process& each) { return each.seen.name == name; });
    return found != m_processes.rend() ? &*found : nullptr;
}

const SimulatedRig::Process* SimulatedRig::find(std::string_view name) const
{
    const auto found = std::find_if(m_processes.rbegin(), m_processes.rend(),
        [name](const Process& each) { return each.seen.name == name; });
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
            if (process.runs() && process.seen.name == kProducerName) {
                exit(process, now, {0, "", "control"});
            }
        }
    }
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
    process.seen.name = kProducerName;
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

void SimulatedRig::exit(Process& process, Time now, const Ending& ending)
{
    process.seen.phase = WorkerPhase::Exited;
    process.seen.exited_at = now;
    process.seen.exit_code = ending.code;
    process.seen.error = ending.error;
    process.seen.end = ending.end;
    if (process.seen.name != kProducerName && m_break != Break::KeepsTheDead) {
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
    if (name == kProducerName) {
        m_died = now;
        m_blocked.reset();
    } else if (Slot* slot = find_slot(name)) {
        m_kept[name] = slot->cursor;
    }
}

void SimulatedRig::advance(Time now)
{
    for (Process& process : m_processes) {
        if (process.seen.phase == WorkerPhase::Starting && now > process.seen.started_at) {
            if (m_stream_end == "RequiredConsumerFailed") {
                process.seen.ready_at = now;
                exit(process, now, {3, "", "required_consumer_failed"});
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

Observations SimulatedRig::look(Time now) const
{
    Observations seen;
    seen.sampler_ticks = static_cast<std::uint64_t>(now / m_tick);
    seen.sampler_missed = missed;
    seen.overshoot = overshoot;
    const Process* producer = find(kProducerName);
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
