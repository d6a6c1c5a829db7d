// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/simulated_rig.h"

/// What is done to the simulated rig, and taken back.
namespace rigtest {

using namespace std::chrono_literals;
using namespace rig::scenario;
using rig::FaultKind;
using rig::kProducerName;

void SimulatedRig::note(const PlannedFault& planned, Time now)
{
    Doing doing;
    doing.planned = planned;
    doing.seen.id = planned.id;
    doing.seen.requested = now;
    m_faults.push_back(doing);
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
        exit(*find(fault.target), now, {0, "", "signal"});
        break;
    case FaultKind::SecondProducer:
        m_epoch += m_break == Break::LetsASecondProducerIn ? 1U : 0U;
        break;
    case FaultKind::DuplicateId:
        if (m_break == Break::LetsASecondProducerIn) {
            exit(*find(fault.target), now, {3, "", "evicted"});
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
        if (fault.target == kProducerName) {
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
            if (fault.target == kProducerName) {
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

}  // namespace rigtest
