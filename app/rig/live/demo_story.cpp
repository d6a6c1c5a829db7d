// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/demo_story.h"

#include <array>
#include <cstdio>
#include <utility>

namespace rig {
namespace {

constexpr std::uint64_t kRecoveredShare = 16;  // a backlog below 1/16 of the ring is gone

std::string in_seconds(std::chrono::nanoseconds time)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f s", std::chrono::duration<double>(time).count());
    return text.data();
}

std::string what_was_seen(const DemoObservation& seen)
{
    std::string text = seen.victim_stopped ? "it stands" : "it runs";
    if (!seen.ring) {
        return text + ", and is not in the ring";
    }
    text += ", its last event is " + std::to_string(seen.ring->victim_sequence) + ", its lag "
        + std::to_string(seen.ring->victim_lag_events) + " events, the producer ";
    return text
        + (seen.ring->producer_held_by ? "held by " + *seen.ring->producer_held_by : "not held");
}

}  // namespace

DemoStory::DemoStory(DemoPlan plan)
    : m_plan(plan)
{
}

std::optional<DemoAction> DemoStory::advance(
    std::chrono::nanoseconds since_start, const DemoObservation& seen)
{
    if (is_over()) {
        return std::nullopt;
    }
    if (seen.trouble) {
        // Before the stall nothing was put to the test yet.
        return end_badly(
            m_fault ? Verdict::Fail : Verdict::Inconclusive, since_start, *seen.trouble);
    }
    if (m_phase == DemoPhase::Starting) {
        return wait_until_ready(since_start, seen);
    }
    if (!m_fault) {
        return stall_when_due(since_start, seen);
    }
    return m_fault->heal_requested ? watch_recovery(since_start, seen)
                                   : watch_stall(since_start, seen);
}

void DemoStory::enter(DemoPhase phase, Time now, std::string text)
{
    m_phase = phase;
    m_captions.push_back({now, phase, std::move(text)});
}

// Whatever went wrong, nobody is left standing.
DemoStory::Action DemoStory::end_badly(Verdict verdict, Time now, std::string reason)
{
    m_verdict = verdict;
    m_reason = reason;
    enter(DemoPhase::Failed, now, std::move(reason));
    return heal_what_stands(now);
}

DemoStory::Action DemoStory::hand_over(Time since_start)
{
    m_verdict = Verdict::Aborted;
    m_reason = "you took over before the demo was told to its end";
    enter(DemoPhase::HandedOver, since_start, "you took over");
    return heal_what_stands(since_start);
}

DemoStory::Action DemoStory::heal_what_stands(Time now)
{
    if (m_fault && !m_fault->heal_requested) {
        m_fault->heal_requested = now;
        return DemoAction::Heal;
    }
    return std::nullopt;
}

DemoStory::Action DemoStory::wait_until_ready(Time now, const DemoObservation& seen)
{
    if (seen.waiting_for.empty() && seen.ring) {
        m_ready_at = now;
        enter(DemoPhase::Healthy, now, "healthy");
    } else if (now >= m_plan.start_limit) {
        return end_badly(Verdict::Inconclusive, now,
            "not ready after " + in_seconds(now) + ", the limit is "
                + in_seconds(m_plan.start_limit) + ": " + seen.waiting_for);
    }
    return std::nullopt;
}

DemoStory::Action DemoStory::stall_when_due(Time now, const DemoObservation& seen)
{
    const Time stall_at = m_ready_at + m_plan.stall_at;
    if (now < stall_at) {
        return std::nullopt;
    }
    // A ring that is full before the stall would prove nothing about it.
    if (seen.ring && !seen.ring->producer_held_by) {
        m_fault = DemoFault{.target = victim(),
            .requested = now,
            .proven = {},
            .planned_end = now + (m_plan.heal_at - m_plan.stall_at),
            .heal_requested = {},
            .healed = {},
            .recovered = {}};
        return DemoAction::Stall;
    }
    if (now >= m_ready_at + m_plan.heal_at) {
        return end_badly(Verdict::Inconclusive, now,
            "the ring was not healthy from " + in_seconds(stall_at) + " to " + in_seconds(now)
                + ", so " + victim() + " was not stalled: " + what_was_seen(seen));
    }
    return std::nullopt;
}

bool DemoStory::is_held_by_victim(const DemoObservation& seen) const
{
    return seen.ring && seen.ring->producer_held_by == m_plan.victim;
}

// Standing by the kernel, and its cursor unmoved while the producer went on, as far as it could.
bool DemoStory::proves_stall(const DemoObservation& seen)
{
    if (!seen.victim_stopped || !seen.ring) {
        return false;
    }
    if (!m_when_stopped || m_when_stopped->victim_sequence != seen.ring->victim_sequence) {
        m_when_stopped = seen.ring;
        return false;
    }
    return seen.ring->victim_lag_events > m_when_stopped->victim_lag_events
        || is_held_by_victim(seen);
}

DemoStory::Action DemoStory::watch_stall(Time now, const DemoObservation& seen)
{
    if (!m_fault->proven && proves_stall(seen)) {
        m_fault->proven = now;
        enter(DemoPhase::Stalled, now, victim() + " stalled; the ring fills");
    }
    if (m_fault->proven) {
        const bool moved
            = seen.ring && seen.ring->victim_sequence != m_when_stopped->victim_sequence;
        if (!seen.victim_stopped || moved) {
            return end_badly(Verdict::Inconclusive, now,
                victim() + " went on before it was told to, its last event was "
                    + std::to_string(m_when_stopped->victim_sequence) + ": " + what_was_seen(seen));
        }
        if (m_phase == DemoPhase::Stalled && is_held_by_victim(seen)) {
            enter(DemoPhase::Held, now, "producer held by " + victim());
        }
    }
    return now >= m_fault->planned_end ? end_stall(now, seen) : std::nullopt;
}

DemoStory::Action DemoStory::end_stall(Time now, const DemoObservation& seen)
{
    if (!m_fault->proven) {
        return end_badly(Verdict::Inconclusive, now,
            "the stall of " + victim() + " is not proven: " + what_was_seen(seen));
    }
    if (m_phase != DemoPhase::Held) {
        return end_badly(Verdict::Fail, now,
            "a ring of " + std::to_string(m_plan.capacity) + " events did not fill in "
                + in_seconds(now - m_fault->requested) + ": " + victim() + ": "
                + what_was_seen(seen));
    }
    m_fault->heal_requested = now;
    return DemoAction::Heal;
}

DemoStory::Action DemoStory::watch_recovery(Time now, const DemoObservation& seen)
{
    const bool moved = seen.ring && seen.ring->victim_sequence > m_when_stopped->victim_sequence;
    if (!m_fault->healed && moved && !seen.victim_stopped) {
        m_fault->healed = now;
        enter(DemoPhase::Healing, now, "healed; " + victim() + " catches up");
    }
    if (m_fault->healed && seen.ring && !seen.ring->producer_held_by
        && seen.ring->victim_lag_events <= m_plan.capacity / kRecoveredShare) {
        m_fault->recovered = now;
        m_verdict = Verdict::Pass;
        m_reason.clear();
        enter(DemoPhase::Drained, now, "drained");
    } else if (now >= *m_fault->heal_requested + m_plan.drain_limit) {
        return end_badly(Verdict::Fail, now,
            victim() + " had not caught up " + in_seconds(now - *m_fault->heal_requested)
                + " after it was told to go on; the limit is " + in_seconds(m_plan.drain_limit)
                + ": " + what_was_seen(seen));
    }
    return std::nullopt;
}

}  // namespace rig
