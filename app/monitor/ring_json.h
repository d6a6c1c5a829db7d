// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_details.h"
#include "monitor/ring_directory.h"
#include "monitor/ring_reading.h"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>

namespace monitor {

/// `ringscope.ring/1`: keys are never renamed or removed, only added.
[[nodiscard]] nlohmann::ordered_json ring_json(
    const RingReading& reading, const RingDetails& details = {});
/// One ring of a list.
/// The `latencies` of a ring.
[[nodiscard]] nlohmann::ordered_json latencies_json(
    std::span<const ringlib::LatencySnapshot> latencies);
/// The `happenings` of a ring.
[[nodiscard]] nlohmann::ordered_json happenings_json(
    std::span<const ringlib::HappeningRecord> happenings, TimePoint now);
[[nodiscard]] nlohmann::ordered_json listing_json(const RingListing& listing);
/// `ringscope.list/1`.
[[nodiscard]] nlohmann::ordered_json list_json(std::span<const RingListing> rings);

/// As ASCII text that no terminal obeys. Bytes that are no UTF-8 become U+FFFD: names and ids in a
/// segment may hold anything.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json, int indent = -1);

}  // namespace monitor
