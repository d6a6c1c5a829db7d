// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "lock_file.h"
#include "ringlib/detail/endpoint_options.h"
#include "segment.h"

#include <cstdint>
#include <vector>

namespace ringlib {

/// The ring of a producer that now holds byte 0.
struct ProducerSeat {
    Segment segment;
    HeldLock byte_0;
    LockQuery locks;
    std::vector<std::uint32_t> required;  ///< slots of the required consumers, in their order
    bool created = false;  ///< by this call; otherwise taken over
};

/// Takes byte 0, then creates, takes over or recreates the ring, as `OnExisting` says. Nothing is
/// left behind on an error, and nothing of an existing ring has changed.
[[nodiscard]] Expected<ProducerSeat> take_seat(const detail::ProducerOptions& options);

}  // namespace ringlib
