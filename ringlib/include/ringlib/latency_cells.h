// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ringlib {

/// The arithmetic of a log-linear histogram, without its memory: which cell counts a value, and
/// what a cell stands for. Values below 2^CellBits have a cell each; above, every power of two has
/// 2^CellBits cells of one width. So a value and the middle of its cell differ by at most one part
/// in 2^(CellBits + 1). Values from 2^ValueBits on are counted in the last cell.
template <unsigned CellBits, unsigned ValueBits>
struct LatencyCells {
    static_assert(CellBits < ValueBits && ValueBits <= 64);

    /// Cells of each power of two.
    static constexpr std::size_t kCellsEach = std::size_t{1} << CellBits;
    /// All cells, those below 2^CellBits among them.
    static constexpr std::size_t kCells = (ValueBits - CellBits + 1) * kCellsEach;
    /// The largest value that has a cell of its width.
    static constexpr std::uint64_t kValueMax = ~std::uint64_t{0} >> (64 - ValueBits);

    /// The cell that counts `value`. Cost: a few instructions.
    [[nodiscard]] static constexpr std::size_t cell_of(std::uint64_t value) noexcept
    {
        if (value < kCellsEach) {
            return static_cast<std::size_t>(value);
        }
        const std::uint64_t counted = std::min(value, kValueMax);
        const auto power = static_cast<unsigned>(std::bit_width(counted)) - 1 - CellBits;
        return (power + 1) * kCellsEach + static_cast<std::size_t>((counted >> power) - kCellsEach);
    }
    /// The smallest value that `cell` counts. @pre cell < kCells
    [[nodiscard]] static constexpr std::uint64_t lowest_of(std::size_t cell) noexcept
    {
        return cell < kCellsEach ? cell : (kCellsEach + cell % kCellsEach) << power_of(cell);
    }
    /// The largest one, in the last cell without those beyond kValueMax.
    [[nodiscard]] static constexpr std::uint64_t highest_of(std::size_t cell) noexcept
    {
        return lowest_of(cell) + ((std::uint64_t{1} << power_of(cell)) - 1);
    }
    /// What stands for all values of the cell.
    [[nodiscard]] static constexpr std::uint64_t middle_of(std::size_t cell) noexcept
    {
        return lowest_of(cell) + ((std::uint64_t{1} << power_of(cell)) >> 1U);
    }

    /// The value below or at which `share` (0 to 1) of what was counted lies; 0 when nothing was.
    /// Cells beyond kCells are not looked at; counts that exceed 64 bits together count as 2^64-1.
    [[nodiscard]] static std::uint64_t quantile(
        std::span<const std::uint64_t> cells, double share) noexcept
    {
        const std::uint64_t all = total(cells);
        const double wanted = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(all));
        // A double holds no 2^64 - 1: it is rounded to 2^64, which is no std::uint64_t.
        const std::uint64_t rank = wanted >= static_cast<double>(all)
            ? all
            : std::max<std::uint64_t>(1, static_cast<std::uint64_t>(wanted));
        std::uint64_t left = rank;
        for (std::size_t cell = 0; cell < std::min(cells.size(), kCells) && all != 0; ++cell) {
            if (cells[cell] >= left) {
                return middle_of(cell);
            }
            left -= cells[cell];
        }
        return 0;
    }
    /// How many were counted, at most 2^64 - 1.
    [[nodiscard]] static constexpr std::uint64_t total(
        std::span<const std::uint64_t> cells) noexcept
    {
        std::uint64_t sum = 0;
        for (const std::uint64_t count : cells.first(std::min(cells.size(), kCells))) {
            sum = count > ~sum ? ~std::uint64_t{0} : sum + count;
        }
        return sum;
    }

private:
    [[nodiscard]] static constexpr std::size_t power_of(std::size_t cell) noexcept
    {
        return cell < kCellsEach ? 0 : cell / kCellsEach - 1;
    }
};

}  // namespace ringlib
