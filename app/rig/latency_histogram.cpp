// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/latency_histogram.h"

#include <algorithm>
#include <cmath>

namespace rig {

std::uint64_t LatencyHistogram::middle_of(std::size_t cell) noexcept
{
    if (cell < kCellsEach) {
        return cell;
    }
    const std::size_t power = cell / kCellsEach - 1;
    const std::uint64_t lowest = (kCellsEach + cell % kCellsEach) << power;
    return lowest + ((std::uint64_t{1} << power) >> 1U);
}

std::uint64_t LatencyHistogram::quantile(double share) const
{
    const double wanted = std::clamp(share, 0.0, 1.0) * static_cast<double>(m_total);
    const auto rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(wanted)));
    std::uint64_t seen = 0;
    for (std::size_t cell = 0; cell < kCells && m_total != 0; ++cell) {
        seen += m_cells.at(cell);
        if (seen >= rank) {
            return std::min(middle_of(cell), m_max);
        }
    }
    return 0;
}

}  // namespace rig
