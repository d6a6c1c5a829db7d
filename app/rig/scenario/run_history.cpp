// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/run_history.h"

#include <algorithm>

namespace rig::scenario {
namespace {

constexpr std::size_t kBlocksKept = 256;

template <typename Map>
auto find_in(const Map& map, std::string_view key) -> const typename Map::mapped_type*
{
    const auto found = map.find(key);
    return found != map.end() ? &found->second : nullptr;
}

}  // namespace

RunHistory::RunHistory(const Scenario& scenario)
    : m_scenario(scenario)
{
    for (const ConsumerPlan& consumer : scenario.topology.consumers) {
        m_consumers.push_back(consumer.id);
    }
    for (const Step& step : scenario.method) {
        if (const auto& as = step.fault.parameters.as) {
            m_consumers.push_back(*as);
        }
    }
}

void RunHistory::note(Time now, const Observations& seen)
{
    m_now = now;
    m_seen = seen;
    note_positions();
    note_joins();
    note_faults();
}

void RunHistory::begin()
{
    m_begun = true;
    m_instance = m_seen.ring.instance;
    m_proofs.insert_or_assign(std::string(kStart), positions());
}

NamedTimes RunHistory::times() const
{
    NamedTimes times = m_scenario.named_times();
    times.sampling_period = m_seen.sampling_period;
    times.overshoot = m_seen.overshoot;
    return times;
}

Positions RunHistory::positions() const
{
    Positions positions{m_now, m_published, {}};
    for (const std::string& id : m_consumers) {
        positions.consumed[id] = consumed(id);
    }
    return positions;
}

// What a worker says of itself counts where the ring is not to be seen any more.
void RunHistory::note_positions()
{
    m_published_before = m_published;
    m_consumed_before = m_consumed;
    m_published = m_seen.ring.published;
    if (!m_begun) {
        m_baseline_used = std::max(m_baseline_used, m_seen.ring.used);
    }
    for (const WorkerObservation& worker : m_seen.workers) {
        if (worker.name == kProducerName) {
            m_published = std::max(m_published, worker.totals.last);
            continue;
        }
        std::int64_t& consumed = m_consumed.try_emplace(worker.name, -1).first->second;
        consumed = std::max(consumed, worker.totals.last);
    }
    for (const ConsumerObservation& consumer : m_seen.ring.consumers) {
        std::int64_t& consumed = m_consumed.try_emplace(consumer.id, -1).first->second;
        consumed = std::max(consumed, consumer.cursor);
    }
    const auto& blocked = m_seen.ring.blocked_since;
    if (blocked && (m_blocks.empty() || m_blocks.back() < *blocked)) {
        m_blocks.push_back(*blocked);
        if (m_blocks.size() > kBlocksKept) {
            m_blocks.erase(m_blocks.begin());
        }
    }
}

void RunHistory::note_joins()
{
    for (const ConsumerObservation& consumer : m_seen.ring.consumers) {
        if (consumer.slot_generation == 0 || consumer.cursor < -1) {
            continue;
        }
        const Join* const before = last_join(consumer.id);
        if (before != nullptr && before->generation == consumer.slot_generation) {
            continue;
        }
        Join join{consumer.slot_generation, m_published_before, m_published, {}};
        if (const std::int64_t* const committed = find_in(m_consumed_before, consumer.id)) {
            join.committed = *committed;
        }
        m_joins.insert_or_assign(consumer.id, join);
    }
}

// A soak has thousands: each is looked up by its place, and noted once.
void RunHistory::note_faults()
{
    for (std::size_t i = m_noted.size(); i < m_seen.faults.size(); ++i) {
        m_fault_places.emplace(m_seen.faults[i].id, i);
    }
    m_noted.resize(m_seen.faults.size());
    for (std::size_t i = 0; i < m_noted.size(); ++i) {
        const FaultObservation& fault = m_seen.faults[i];
        if (fault.proven && !m_noted[i].proof) {
            m_noted[i].proof = true;
            Positions now = positions();
            now.at = *fault.proven;
            m_proofs.emplace(fault.id, std::move(now));
        }
        if (fault.healed && !m_noted[i].heal) {
            m_noted[i].heal = true;
            Positions now = positions();
            now.at = *fault.healed;
            m_heals.emplace(fault.id, std::move(now));
        }
    }
}

const Positions* RunHistory::at_proof(std::string_view fault) const
{
    return find_in(m_proofs, fault);
}

const Positions* RunHistory::at_heal(std::string_view fault) const
{
    return find_in(m_heals, fault);
}

bool RunHistory::is_being_healed(std::string_view fault) const
{
    const FaultObservation* const found = find_fault(fault);
    return found != nullptr && found->heal_requested.has_value();
}

const FaultObservation* RunHistory::find_fault(std::string_view id) const
{
    const std::size_t* const place = find_in(m_fault_places, id);
    return place != nullptr ? &m_seen.faults[*place] : nullptr;
}

std::int64_t RunHistory::consumed(std::string_view id) const
{
    const std::int64_t* const found = find_in(m_consumed, id);
    return found != nullptr ? *found : -1;
}

const ConsumerObservation* RunHistory::find_attached(std::string_view id) const
{
    const auto& consumers = m_seen.ring.consumers;
    const auto found = std::find_if(consumers.begin(), consumers.end(),
        [id](const ConsumerObservation& consumer) { return consumer.id == id; });
    return m_seen.ring.attached && found != consumers.end() ? &*found : nullptr;
}

const WorkerObservation* RunHistory::last_process(std::string_view name) const
{
    const auto found = std::find_if(m_seen.workers.rbegin(), m_seen.workers.rend(),
        [name](const WorkerObservation& worker) { return worker.name == name; });
    return found != m_seen.workers.rend() ? &*found : nullptr;
}

std::vector<std::string> RunHistory::running_consumers() const
{
    std::vector<std::string> running;
    for (const std::string& id : m_consumers) {
        const WorkerObservation* const process = last_process(id);
        if (process != nullptr && process->phase != WorkerPhase::Exited) {
            running.push_back(id);
        }
    }
    return running;
}

std::vector<std::string> RunHistory::resolve(const std::vector<std::string>& ids) const
{
    return ids == std::vector<std::string>{"*"} ? running_consumers() : ids;
}

std::optional<Time> RunHistory::blocked_before(Time instant) const
{
    const auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), instant);
    return after != m_blocks.begin() ? std::optional(*std::prev(after)) : std::nullopt;
}

std::optional<Time> RunHistory::blocked_after(Time instant) const
{
    const auto found = std::lower_bound(m_blocks.begin(), m_blocks.end(), instant);
    return found != m_blocks.end() ? std::optional(*found) : std::nullopt;
}

const RunHistory::Join* RunHistory::last_join(std::string_view id) const
{
    return find_in(m_joins, id);
}

}  // namespace rig::scenario
