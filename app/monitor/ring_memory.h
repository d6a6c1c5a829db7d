// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/ring_details.h"

#include <ringlib/snapshot.h>

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace monitor {

struct RingReading;

/// The counters of a ring, as they were at a time.
struct CounterSample {
    TimePoint at;
    std::vector<ringlib::CounterValue> counters;
};

/// Of a counter between two samples, 1/s; nothing for one that was not there before or fell, which
/// began anew.
[[nodiscard]] std::optional<double> rate_of(
    const ringlib::CounterValue& counter, TimePoint at, const CounterSample& before);

/// What lies in a ring's memory beside what is said of it: every field of its header, how fast each
/// counter goes, everything that happened.
struct RingMemory {
    const RingReading& reading;
    const RingDetails& details;
    const CounterSample& before;
};

/// The key `memory` of `ringscope.ring/1`.
[[nodiscard]] nlohmann::ordered_json memory_json(const RingMemory& memory);
/// For a terminal.
[[nodiscard]] std::string memory_text(const RingMemory& memory);

}  // namespace monitor
