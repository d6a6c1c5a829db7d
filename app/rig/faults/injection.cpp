// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/injection.h"

#include "rig/faults/commands.h"
#include "rig/faults/endings.h"
#include "rig/faults/intruders.h"
#include "rig/faults/ring_files.h"
#include "rig/faults/stall.h"
#include "rig/faults/starts.h"
#include "rig/faults/successors.h"

#include <utility>

namespace rig {

std::optional<std::int64_t> Stage::position(std::string_view worker) const
{
    if (worker == kProducerName) {
        return ring.snapshot() != nullptr ? std::optional(ring.seen().published) : std::nullopt;
    }
    const auto* const consumer = ring.find_consumer(worker);
    return consumer != nullptr ? std::optional(consumer->cursor) : std::nullopt;
}

Proof not_yet()
{
    return std::optional<std::string>();
}

ringlib::Unexpected trouble(std::string why)
{
    ringlib::Error error{};
    error.code = ringlib::Errc::InvalidConfig;
    error.detail = std::move(why);
    return ringlib::Unexpected{std::move(error)};
}

std::unique_ptr<Injection> make_injection(const Fault& fault)
{
    switch (fault.kind) {
    case FaultKind::Stall:
        return std::make_unique<Stall>(fault);
    case FaultKind::Freeze:
        return std::make_unique<Freeze>(fault);
    case FaultKind::Slow:
    case FaultKind::Burst:
        return std::make_unique<OtherPace>(fault);
    case FaultKind::Kill:
    case FaultKind::Terminate:
        return std::make_unique<Ending>(fault);
    case FaultKind::Crash:
        return std::make_unique<Crash>(fault);
    case FaultKind::NeverStart:
        return std::make_unique<NeverStart>(fault);
    case FaultKind::LateStart:
        return std::make_unique<LateStart>(fault);
    case FaultKind::Rejoin:
    case FaultKind::RejoinOther:
    case FaultKind::RejoinTooLate:
        return std::make_unique<Rejoin>(fault);
    case FaultKind::DuplicateId:
    case FaultKind::SecondProducer:
        return std::make_unique<Intruder>(fault);
    case FaultKind::Restart:
    case FaultKind::Recreate:
        return std::make_unique<Successor>(fault);
    case FaultKind::Unlink:
        return std::make_unique<Unlink>();
    case FaultKind::Truncate:
        return std::make_unique<Truncate>();
    case FaultKind::CorruptHeader:
        return std::make_unique<CorruptHeader>();
    case FaultKind::NoSpace:
        return std::make_unique<NoSpace>();
    case FaultKind::PidReuse:
    case FaultKind::ClockJump:
        break;
    }
    return nullptr;
}

}  // namespace rig
