// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "lock_file.h"
#include "segment.h"

#include <cstdint>
#include <string>

namespace ringlib {

struct LockedSlot {
    std::uint32_t index;
    HeldLock lock;
};

/// The slot in which the consumer `id` joins, its byte held: its own, or one that no other id has a
/// claim to. NotReady when somebody else is about to take what is free, NoFreeSlot.
[[nodiscard]] Expected<LockedSlot> lock_a_slot(
    const Segment& segment, const std::string& id, const LockFileAccess& access);

}  // namespace ringlib
