// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/sample.h"
#include "measure/tuned_ring.h"

#include <cstdint>
#include <optional>

namespace ringbench {

/// From when an event should have been published until it is handled, at a fixed rate. A producer
/// that is late does not leave out events and does not move the times: what they waited counts.
[[nodiscard]] std::optional<Percentiles> latency_at_rate(const TunedSetup& setup, double per_s);

/// From publishing until it is handled, by a consumer that has fallen asleep before each event.
[[nodiscard]] std::optional<Percentiles> wake_up_latency(const TunedSetup& setup);

/// The same with a futex and nothing else.
[[nodiscard]] std::optional<Percentiles> bare_futex_latency(std::uint64_t wake_ups);

}  // namespace ringbench
