// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/sample.h"
#include "measure/tuned_ring.h"

#include <chrono>
#include <optional>

namespace ringbench {

/// What a consumer takes of a core while there is nothing to consume.
[[nodiscard]] std::optional<CoreShare> idle_consumer_share(
    const TunedSetup& setup, std::chrono::nanoseconds how_long);

/// What a producer takes of a core while the ring is full.
template <Use How>
[[nodiscard]] std::optional<CoreShare> idle_producer_share(
    const TunedSetup& setup, std::chrono::nanoseconds how_long);

}  // namespace ringbench
