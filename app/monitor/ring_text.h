// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_details.h"
#include "monitor/ring_directory.h"
#include "monitor/ring_reading.h"

#include <span>
#include <string>

namespace monitor {

/// "12 ms", "< 10 ms" below what is known, "> 2 min" beyond it, "0".
[[nodiscard]] std::string lag_time_text(const TimeLag& lag);

/// For a terminal: units stand in the headings, what came from a segment is escaped.
/// A table of what each endpoint recorded; empty where none did.
[[nodiscard]] std::string latencies_text(std::span<const ringlib::LatencySnapshot> latencies);
/// A table of what happened, oldest first; empty where nothing did.
[[nodiscard]] std::string happenings_text(
    std::span<const ringlib::HappeningRecord> happenings, TimePoint now);
[[nodiscard]] std::string list_text(std::span<const RingListing> rings);
[[nodiscard]] std::string ring_text(const RingReading& reading, const RingDetails& details = {});

/// For a spreadsheet: plain numbers, one row per ring, or per consumer of a ring.
[[nodiscard]] std::string list_csv(std::span<const RingListing> rings);
[[nodiscard]] std::string ring_csv(const RingReading& reading);

}  // namespace monitor
