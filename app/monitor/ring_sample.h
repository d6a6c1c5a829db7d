// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/snapshot.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace monitor {

/// Lag of a consumer: events published and not consumed, 0 … capacity. The producer goes on while a
/// snapshot is taken, so the plain difference may exceed the capacity; a damaged ring may give
/// anything.
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
    std::optional<double>
        events_per_s;  ///< nothing: not the same attachment in the earlier snapshot
};

/// What one snapshot says, and with an earlier one how fast it goes.
struct RingSample {
    std::uint64_t used = 0;  ///< up to the slowest consumer that gates; 0 without one
    std::uint64_t free = 0;
    std::optional<std::size_t>
        slowest;  ///< index of the consumer with the most lag among those that gate
    std::optional<double>
        events_per_s;  ///< published; nothing: no earlier snapshot of this producer's ring
    std::vector<ConsumerSample> consumers;  ///< as in the snapshot
};

/// Positions of one snapshot into `out`, without rates; allocates nothing once `out` has grown.
void sample_positions(const ringlib::RingSnapshot& snapshot, RingSample& out);
/// Two snapshots of one ring. Rates are missing where the earlier one does not have the same
/// attachment, or time stood still between them.
[[nodiscard]] RingSample sample_between(
    const ringlib::RingSnapshot& earlier, const ringlib::RingSnapshot& later);

}  // namespace monitor
