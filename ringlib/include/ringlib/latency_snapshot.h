// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/layout.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace ringlib {

/// The latencies that one endpoint recorded, as one reading of the ring says. All times in ns.
struct LatencySnapshot {
    std::string consumer;  ///< its id; empty: the producer's
    std::uint64_t total = 0;  ///< how many were recorded: the sum of `cells`
    std::uint64_t sum_ns = 0;  ///< each counted with layout::RingLatencies::kValueMax at most
    std::uint64_t max_ns = 0;  ///< the longest one; 0: none was recorded
    std::vector<std::uint64_t> cells;  ///< as layout::RingLatencies divides the time

    /// @param share 0 to 1. At most 1.6 % off, and never above the largest; 0 when nothing was
    /// recorded. Beyond 1.2 h it is that.
    [[nodiscard]] std::uint64_t quantile(double share) const
    {
        return std::min(layout::RingLatencies::quantile(cells, share), max_ns);
    }
};

}  // namespace ringlib
