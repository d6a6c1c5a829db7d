// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "segment.h"

#include <vector>

namespace ringlib {

/// The blackbox as an observer may believe it, oldest first; see `RingObserver::happenings`.
[[nodiscard]] Expected<std::vector<HappeningRecord>> read_happenings(const OpenRing& ring);

}  // namespace ringlib
