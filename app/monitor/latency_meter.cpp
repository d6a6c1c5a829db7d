// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/latency_meter.h"

#include <algorithm>

namespace monitor {
namespace {

constexpr double kNs = 1e-9;

/// Adds what `cells` has more than `seen`. Cells that shrank are those of a new attachment of the
/// same name: all of it is new.
void add_growth(std::span<const std::uint64_t> cells, std::span<const std::uint64_t> seen,
    std::span<std::uint64_t> grown)
{
    const bool anew = !std::equal(seen.begin(), seen.end(), cells.begin(), std::less_equal<>());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        grown[i] += anew ? cells[i] : cells[i] - seen[i];
    }
}

}  // namespace

std::optional<LatencyShares> LatencyMeter::add(std::span<const ringlib::LatencySnapshot> latencies)
{
    using Cells = ringlib::layout::RingLatencies;
    m_grown.assign(Cells::kCells, 0);
    for (const ringlib::LatencySnapshot& latency : latencies) {
        if (latency.consumer.empty() || latency.cells.size() != Cells::kCells) {
            continue;
        }
        const auto [seen, first] = m_seen.try_emplace(latency.consumer, latency.cells);
        if (!first) {
            add_growth(latency.cells, seen->second, m_grown);
            seen->second = latency.cells;
        }
    }
    if (Cells::total(m_grown) == 0) {
        return std::nullopt;
    }
    const auto share
        = [&](double part) { return static_cast<double>(Cells::quantile(m_grown, part)) * kNs; };
    return LatencyShares{share(0.5), share(0.99), share(0.999)};
}

}  // namespace monitor
