// SPDX-License-Identifier: MIT OR Apache-2.0
#include "latency_buckets.h"

#include <array>
#include <cstdint>

namespace ringlib::metrics {
namespace {

// Three to a decade where rings work, one above; in ns, because sums of doubles are not exact.
constexpr std::array<std::uint64_t, 21> kBoundsNs = {100, 250, 500, 1'000, 2'500, 5'000, 10'000,
    25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000,
    50'000'000, 100'000'000, 500'000'000, 1'000'000'000, 10'000'000'000};
constexpr double kNsPerSecond = 1e9;

}  // namespace

prometheus::ClientMetric::Histogram latency_buckets(const LatencySnapshot& latency)
{
    using Cells = layout::RingLatencies;
    prometheus::ClientMetric::Histogram histogram;
    histogram.sample_count = latency.total;
    histogram.sample_sum = static_cast<double>(latency.sum_ns) / kNsPerSecond;
    std::uint64_t below = 0;
    std::size_t cell = 0;
    for (const std::uint64_t bound : kBoundsNs) {
        for (; cell < latency.cells.size() && Cells::middle_of(cell) <= bound; ++cell) {
            const std::uint64_t count = latency.cells[cell];
            below = count > ~below ? ~std::uint64_t{0} : below + count;
        }
        histogram.bucket.push_back(
            {.cumulative_count = below, .upper_bound = static_cast<double>(bound) / kNsPerSecond});
    }
    return histogram;
}

}  // namespace ringlib::metrics
