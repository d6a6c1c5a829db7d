// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/latency_snapshot.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace monitor {

/// Seconds from publishing to consuming.
struct LatencyShares {
    double p50 = 0;
    double p99 = 0;
    double p999 = 0;
};

/// How long the events took that were consumed since it was asked last, all consumers together: a
/// ring's histograms only ever grow.
class LatencyMeter {
public:
    /// @returns nothing when nothing was consumed meanwhile, and the first time.
    [[nodiscard]] std::optional<LatencyShares> add(
        std::span<const ringlib::LatencySnapshot> latencies);

private:
    std::map<std::string, std::vector<std::uint64_t>> m_seen;  // cells, by consumer
    std::vector<std::uint64_t> m_grown;  // kept for its memory
};

}  // namespace monitor
