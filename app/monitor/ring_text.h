// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_directory.h"
#include "monitor/ring_reading.h"

#include <span>
#include <string>

namespace monitor {

/// For a terminal: units stand in the headings, what came from a segment is escaped.
[[nodiscard]] std::string list_text(std::span<const RingListing> rings);
[[nodiscard]] std::string ring_text(const RingReading& reading);

/// For a spreadsheet: plain numbers, one row per ring, or per consumer of a ring.
[[nodiscard]] std::string list_csv(std::span<const RingListing> rings);
[[nodiscard]] std::string ring_csv(const RingReading& reading);

}  // namespace monitor
