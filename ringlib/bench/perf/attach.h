// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/sample.h"
#include "measure/tuned_ring.h"

#include <optional>

namespace ringbench {

/// From the call that joins a living ring until the first event is there: `setup.events` times,
/// each by a process of its own that has started already. An event is published every 10 us.
[[nodiscard]] std::optional<Percentiles> attach_latency(const TunedSetup& setup);

}  // namespace ringbench
