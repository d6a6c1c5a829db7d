// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/snapshot.h"
#include "segment.h"

namespace ringlib {

/// What a ring is and in which state, from its header, its stream end and the kernel's locks.
[[nodiscard]] RingInfo describe(const OpenRing& ring);

}  // namespace ringlib
