// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <ringlib/event_schema.h>
#include <ringlib/latency_snapshot.h>
#include <ringlib/liveness.h>
#include <ringlib/observer.h>
#include <ringlib/snapshot.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace monitor {

/// How often who records a ring asks for them.
inline constexpr Duration kDetailsInterval = std::chrono::seconds(1);

/// What a ring tells beside its snapshot. Too much to be read a hundred times a second.
struct RingDetails {
    std::vector<std::byte> header;  ///< as it lies at the begin of the file; empty: it is shorter
    std::optional<ringlib::EventSchema> schema;
    std::vector<ringlib::LatencySnapshot> latencies;  ///< the producer's first; empty: not recorded
    std::vector<ringlib::HappeningRecord> happenings;  ///< oldest first
};

/// Cost: as `RingObserver::latencies`, and some preads more.
void read_details(ringlib::RingObserver& observer, RingDetails& details);

/// So many of them are shown: the newest.
inline constexpr std::size_t kHappeningsShown = 16;
[[nodiscard]] std::span<const ringlib::HappeningRecord> newest_of(
    const RingDetails& details, std::size_t count);

/// How long before `now` it was; 0 for one that says it is still to come.
[[nodiscard]] Duration age_of(const ringlib::HappeningRecord& record, TimePoint now);

/// "shutdown", "alert", "evict".
[[nodiscard]] std::string_view to_string(ringlib::RequiredConsumerFailureAction action) noexcept;

}  // namespace monitor
