// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "table/results.h"

#include <string>
#include <vector>

namespace ringbench {

struct Chart {
    std::string name;  ///< of a file, without its ending
    std::string svg;
};

/// Those for which something was measured in that regime: throughput by the size of an event and by
/// the number of consumers, round trips, and how late events are at fixed rates.
[[nodiscard]] std::vector<Chart> charts_of(const Results& results, const std::string& regime);

}  // namespace ringbench
