// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/live_faults.h"

#include <algorithm>
#include <utility>

namespace rig {
namespace {

using namespace std::chrono_literals;

constexpr auto kProofLimit = 1s;  // beyond its duration
constexpr std::uint64_t kRecoveredShare = 16;  // a backlog below 1/16 of the ring is gone

bool is_of_time(const LiveFault& fault, scenario::Time now)
{
    return fault.fault.duration && fault.seen.requested
        && now >= *fault.seen.requested + *fault.fault.duration + kProofLimit;
}

}  // namespace

std::string LiveFaults::inject(Rig& rig, Fault fault)
{
    const auto same = std::find_if(m_faults.begin(), m_faults.end(), [&](const LiveFault& each) {
        return each.is_active() && each.fault.kind == fault.kind
            && each.fault.target == fault.target;
    });
    if (same != m_faults.end()) {
        return name_of(fault) + ": there is one already, heal it first";
    }
    rig.inject({"live-" + std::to_string(m_next_id++), std::move(fault)});
    const scenario::Observations seen = rig.observe();
    static_cast<void>(place_of(rig, seen.faults.back(), seen.ring));
    return {};
}

std::size_t LiveFaults::place_of(
    const Rig& rig, const scenario::FaultObservation& seen, const scenario::RingObservation& ring)
{
    const auto known = std::find_if(m_faults.begin(), m_faults.end(),
        [&](const LiveFault& fault) { return fault.seen.id == seen.id; });
    if (known == m_faults.end()) {
        m_faults.emplace_back().fault = *rig.find_fault(seen.id);
        m_faults.back().seen.id = seen.id;
        m_before.push_back({ring.used, ring.blocked_since.has_value()});
        return m_faults.size() - 1;
    }
    return static_cast<std::size_t>(known - m_faults.begin());
}

void LiveFaults::look(Rig& rig, const scenario::Observations& seen, scenario::Time now)
{
    for (const scenario::FaultObservation& each : seen.faults) {
        const std::size_t place = place_of(rig, each, seen.ring);
        LiveFault& fault = m_faults[place];
        if (fault.seen.trouble != each.trouble) {
            m_troubles.push_back(name_of(fault.fault) + ": " + each.trouble);
        }
        fault.seen = each;
        if (each.proven && fault.fault.duration) {
            fault.planned_end = *each.proven + *fault.fault.duration;
        }
        take_back_unproven(rig, fault, now);
        note_recovery(fault, m_before[place], seen.ring, now);
    }
}

void LiveFaults::take_back_unproven(Rig& rig, LiveFault& fault, scenario::Time now)
{
    if (fault.is_active() && !fault.seen.proven && !fault.seen.heal_requested
        && is_of_time(fault, now)) {
        fault.refuted = true;
        m_troubles.push_back(name_of(fault.fault) + ": not proven in its time, taken back");
        rig.heal(fault.seen.id);
    }
}

void LiveFaults::note_recovery(LiveFault& fault, const Before& before,
    const scenario::RingObservation& ring, scenario::Time now)
{
    const bool is_held = ring.blocked_since && !before.was_held;
    const bool is_as_before = ring.attached && ring.producer_alive && !is_held
        && ring.used <= std::max(before.used, ring.capacity / kRecoveredShare);
    if (fault.seen.proven && fault.seen.healed && !fault.recovered && is_as_before) {
        fault.recovered = now;
    }
}

std::vector<std::string> LiveFaults::take_troubles()
{
    return std::exchange(m_troubles, {});
}

}  // namespace rig
