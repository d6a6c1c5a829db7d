// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/snapshot.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace monitor {

/// Lag of a consumer: events published and not consumed, 0 … capacity. The producer goes on while a
/// snapshot is taken, so the plain difference may exceed the
/// capacity; a damaged ring may give anything.
[[nodiscard]] std::uint64_t lag_events(
    ringlib::Sequence published, ringlib::Sequence consumed, std::uint64_t capacity) noexcept;

/// True for one that the producer may not overtake. A joining one is left out: its cursor is a
/// bound, not progress.
[[nodiscard]] constexpr bool gates(ringlib::SlotState state) noexcept
{
    return state == ringlib::SlotState::Active || state == ringlib::SlotState::Retained;
}

struct ConsumerSample {
    std::uint64_t lag_events = 0;
    double lag_percent = 0;  ///< of the capacity
};

/// How full the ring of one snapshot is, and whose doing that is.
struct RingSample {
    std::uint64_t used = 0;  ///< up to the slowest consumer that gates; 0 without one
    std::uint64_t free = 0;
    std::optional<std::size_t>
        slowest;  ///< index of the consumer with the most lag among those that gate
    std::vector<ConsumerSample> consumers;  ///< as in the snapshot
};

/// Fills `out`; allocates nothing once it has grown.
void sample_positions(const ringlib::RingSnapshot& snapshot, RingSample& out);

}  // namespace monitor
