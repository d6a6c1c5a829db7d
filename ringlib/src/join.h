// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "lock_file.h"
#include "ringlib/detail/endpoint_options.h"
#include "segment.h"

#include <cstdint>
#include <string>

namespace ringlib {

/// A consumer's place in a ring, ACTIVE.
struct ConsumerSeat {
    Segment segment;
    std::string id;
    HeldLock id_lock;
    HeldLock slot_lock;
    LockQuery locks;
    std::uint32_t slot = 0;
    std::uint64_t word = 0;  ///< of this attachment
    std::uint64_t start = 0;  ///< count at which it begins
    std::uint64_t redelivered_to
        = 0;  ///< events below were in the hands of a predecessor that died
};

/// Opens the ring, waiting for it up to the ready time-out, and joins.
[[nodiscard]] Expected<ConsumerSeat> take_seat(const detail::ConsumerOptions& options);

/// Joins a ring that is mapped already.
[[nodiscard]] Expected<ConsumerSeat> join(Segment segment, const detail::ConsumerOptions& options);

}  // namespace ringlib
