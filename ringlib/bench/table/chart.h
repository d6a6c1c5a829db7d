// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "table/results.h"

#include <string>

namespace ringbench {

/// Events per second by size, a line for each peer; both axes by powers.
[[nodiscard]] std::string throughput_chart(const Results& results, const std::string& regime);
/// Median and 99th percentile of a round trip of 64 bytes, a bar for each peer.
[[nodiscard]] std::string round_trip_chart(const Results& results, const std::string& regime);
/// Events per second of the slowest of so many consumers, a line for each peer.
[[nodiscard]] std::string consumers_chart(const Results& results, const std::string& regime);

}  // namespace ringbench
