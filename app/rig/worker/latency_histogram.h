// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <ringlib/latency_cells.h>

namespace rig {

/// Counts times in cells that grow with them: 64 to each power of two, so a quantile is at most
/// 0.8 % off. A record is an addition.
class LatencyHistogram {
public:
    void record(std::uint64_t ns) noexcept { record(ns, 1); }
    void record(std::uint64_t ns, std::uint64_t times) noexcept
    {
        m_cells[Cells::cell_of(ns)] += times;
        m_total += times;
        m_max = ns > m_max ? ns : m_max;
    }

    [[nodiscard]] std::uint64_t total() const { return m_total; }
    [[nodiscard]] std::uint64_t max() const { return m_max; }
    /// @param share 0 to 1. 0 when nothing was recorded.
    [[nodiscard]] std::uint64_t quantile(double share) const;

private:
    using Cells = ringlib::LatencyCells<6, 64>;

    std::array<std::uint64_t, Cells::kCells> m_cells{};
    std::uint64_t m_total = 0;
    std::uint64_t m_max = 0;
};

}  // namespace rig
