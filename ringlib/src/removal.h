// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "lock_file.h"
#include "segment.h"

namespace ringlib {

/// The end of a ring: whoever leaves last removes its name and its lock file.
///
/// Called after the own slot or the end of the stream was stored. Waits a bounded time for byte 0;
/// whoever holds it with the stream ended, no slot held and no expected consumer still to come,
/// removes.
void leave_ring(const Segment& segment) noexcept;

/// The same for the producer that still holds byte 0: looks, frees the byte, and looks again.
void leave_ring_as_producer(const Segment& segment, HeldLock byte_0) noexcept;

/// Removes a ring whose producer gave up before it was built.
/// @returns false when somebody has joined meanwhile: then it has to be closed.
bool remove_unused_ring(const Segment& segment, const HeldLock& byte_0) noexcept;

}  // namespace ringlib
