// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/fault_run.h"

#include <utility>

namespace rig {
namespace {

// What they do to the rig is over when it is proven: whoever had to come is there, or was refused.
bool heals_with_its_proof(FaultKind kind)
{
    using enum FaultKind;
    return kind == LateStart || kind == Rejoin || kind == RejoinOther || kind == RejoinTooLate
        || kind == DuplicateId || kind == SecondProducer || kind == Restart || kind == Recreate;
}

std::chrono::nanoseconds part_of(std::chrono::nanoseconds time, double share)
{
    return std::chrono::nanoseconds(
        static_cast<std::int64_t>(static_cast<double>(time.count()) * share));
}

}  // namespace

Fault scaled(Fault fault)
{
    const double intensity = fault.parameters.intensity;
    if (fault.parameters.factor) {
        fault.parameters.factor = 1 + (*fault.parameters.factor - 1) * intensity;
    }
    if (fault.duration) {
        fault.duration = part_of(*fault.duration, intensity);
    }
    return fault;
}

FaultRun::FaultRun(std::string id, Fault fault)
    : m_fault(scaled(std::move(fault)))
    , m_injection(make_injection(m_fault))
{
    m_seen.id = std::move(id);
}

void FaultRun::note_trouble(const ringlib::Error& error)
{
    m_seen.trouble = error.detail.empty() ? error.message() : error.detail;
}

void FaultRun::begin(Stage& stage)
{
    inject(stage);
    m_seen.is_over = is_over();
}

void FaultRun::inject(Stage& stage)
{
    m_seen.requested = stage.time();
    if (m_fault.parameters.intensity <= 0) {
        m_seen.proven = m_seen.heal_requested = m_seen.healed = stage.time();
        m_seen.proof = m_seen.heal_proof = "intensity 0: nothing is done";
        return;
    }
    if (!m_injection) {
        m_seen.trouble = std::string(to_string(m_fault.kind)) + " can only be simulated, not done";
        return;
    }
    if (const auto injected = m_injection->inject(stage); !injected) {
        note_trouble(injected.error());
        return;
    }
    m_begun = true;
}

void FaultRun::advance(Stage& stage)
{
    if (!is_over()) {
        look(stage);
        m_seen.is_over = is_over();
    }
}

void FaultRun::look(Stage& stage)
{
    if (m_seen.heal_requested) {
        const Proof proof = m_injection->prove_heal(stage);
        if (!proof) {
            note_trouble(proof.error());
            m_gave_up = true;
        } else if (*proof) {
            m_seen.healed = stage.time();
            m_seen.heal_proof = **proof;
        }
        return;
    }
    if (!m_seen.proven && m_seen.trouble.empty()) {
        const Proof proof = m_injection->prove(stage);
        if (!proof) {
            note_trouble(proof.error());
        } else if (*proof) {
            m_seen.proven = stage.time();
            m_seen.proof = **proof;
        }
    }
    if (m_seen.proven && heals_with_its_proof(m_fault.kind)) {
        m_seen.heal_requested = m_seen.healed = m_seen.proven;
        m_seen.heal_proof = m_seen.proof;
    } else if (m_seen.proven && m_fault.duration
        && stage.time() >= *m_seen.proven + *m_fault.duration) {
        heal(stage);
    }
}

bool FaultRun::may_start() const
{
    using enum FaultKind;
    const FaultKind kind = m_fault.kind;
    return kind != Stall && kind != Freeze && kind != Slow && kind != Burst
        && kind != CorruptHeader;
}

void FaultRun::heal(Stage& stage)
{
    if (is_over() || m_seen.heal_requested) {
        return;
    }
    m_seen.heal_requested = stage.time();
    if (const auto healed = m_injection->heal(stage); !healed) {
        note_trouble(healed.error());
        m_gave_up = true;
    }
    m_seen.is_over = is_over();
}

}  // namespace rig
