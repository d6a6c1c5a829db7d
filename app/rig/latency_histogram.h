// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace rig {

/// Counts times in cells that grow with them: 64 to each power of two, so a quantile is at most
/// 0.8 % off. A record is an addition.
class LatencyHistogram {
public:
    void record(std::uint64_t ns) noexcept { record(ns, 1); }
    void record(std::uint64_t ns, std::uint64_t times) noexcept
    {
        m_cells[cell_of(ns)] += times;
        m_total += times;
        m_max = ns > m_max ? ns : m_max;
    }

    [[nodiscard]] std::uint64_t total() const { return m_total; }
    [[nodiscard]] std::uint64_t max() const { return m_max; }
    /// @param share 0 to 1. 0 when nothing was recorded.
    [[nodiscard]] std::uint64_t quantile(double share) const;

private:
    static constexpr unsigned kCellBits = 6;
    static constexpr std::size_t kCellsEach = std::size_t{1} << kCellBits;
    static constexpr std::size_t kCells = (64 - kCellBits + 1) * kCellsEach;

    [[nodiscard]] static std::size_t cell_of(std::uint64_t ns) noexcept
    {
        if (ns < kCellsEach) {
            return static_cast<std::size_t>(ns);
        }
        const auto power = static_cast<unsigned>(std::bit_width(ns)) - 1 - kCellBits;
        return (power + 1) * kCellsEach + static_cast<std::size_t>((ns >> power) - kCellsEach);
    }
    [[nodiscard]] static std::uint64_t middle_of(std::size_t cell) noexcept;

    std::array<std::uint64_t, kCells> m_cells{};
    std::uint64_t m_total = 0;
    std::uint64_t m_max = 0;
};

}  // namespace rig
