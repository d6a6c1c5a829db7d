// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/latency_cells.h"

#include "ringlib/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <vector>

namespace ringlib {
namespace {

using Ring = layout::RingLatencies;
using Small = LatencyCells<2, 5>;  // 4 cells to a power, up to 31
using Whole = LatencyCells<6, 64>;

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

template <typename Cells>
std::vector<std::uint64_t> filled(std::initializer_list<std::uint64_t> values)
{
    std::vector<std::uint64_t> cells(Cells::kCells);
    for (const std::uint64_t value : values) {
        ++cells.at(Cells::cell_of(value));
    }
    return cells;
}

template <typename Cells>
void expect_no_gap()
{
    EXPECT_EQ(Cells::lowest_of(0), 0U);
    for (std::size_t cell = 0; cell < Cells::kCells; ++cell) {
        const std::uint64_t lowest = Cells::lowest_of(cell);
        const std::uint64_t highest = Cells::highest_of(cell);
        ASSERT_LE(lowest, highest) << cell;
        ASSERT_EQ(Cells::cell_of(lowest), cell);
        ASSERT_EQ(Cells::cell_of(highest), cell);
        ASSERT_GE(Cells::middle_of(cell), lowest) << cell;
        ASSERT_LE(Cells::middle_of(cell), highest) << cell;
        if (cell + 1 < Cells::kCells) {
            ASSERT_EQ(Cells::lowest_of(cell + 1), highest + 1) << cell;
        }
    }
    EXPECT_EQ(Cells::highest_of(Cells::kCells - 1), Cells::kValueMax);
}

template <typename Cells>
double worst_error()
{
    double worst = 0;
    for (std::size_t cell = 0; cell < Cells::kCells; ++cell) {
        for (const std::uint64_t value : {Cells::lowest_of(cell), Cells::highest_of(cell)}) {
            const auto truth = static_cast<double>(std::max<std::uint64_t>(value, 1));
            const auto told = static_cast<double>(Cells::middle_of(Cells::cell_of(value)));
            worst = std::max(worst, std::abs(told - static_cast<double>(value)) / truth);
        }
    }
    return worst;
}

TEST(LatencyCells, FollowEachOtherWithoutAGapOrAnOverlap)
{
    expect_no_gap<Small>();
    expect_no_gap<Ring>();
    expect_no_gap<Whole>();
}

TEST(LatencyCells, DivideAsDrawn)
{
    // 0 1 2 3 | 4 5 6 7 | 8-9 10-11 12-13 14-15 | 16-19 20-23 24-27 28-31
    EXPECT_EQ(Small::kCells, 16U);
    EXPECT_EQ(Small::kValueMax, 31U);
    EXPECT_EQ(Small::cell_of(3), 3U);
    EXPECT_EQ(Small::cell_of(7), 7U);
    EXPECT_EQ(Small::cell_of(8), 8U);
    EXPECT_EQ(Small::cell_of(9), 8U);
    EXPECT_EQ(Small::cell_of(10), 9U);
    EXPECT_EQ(Small::cell_of(16), 12U);
    EXPECT_EQ(Small::cell_of(31), 15U);
    EXPECT_EQ(Small::lowest_of(13), 20U);
    EXPECT_EQ(Small::highest_of(13), 23U);
    EXPECT_EQ(Small::middle_of(13), 22U);
}

TEST(LatencyCells, AreAtMostThreeHundredthsOffFromANanosecondToAnHour)
{
    EXPECT_LE(worst_error<Ring>(), 0.016);
    EXPECT_GE(Ring::kValueMax, 3'600'000'000'000U);
    EXPECT_LE(worst_error<Whole>(), 0.008);
    for (std::uint64_t ns = 1; ns < 32; ++ns) {
        EXPECT_EQ(Ring::middle_of(Ring::cell_of(ns)), ns);  // exact where cells are single values
    }
}

TEST(LatencyCells, CountWhatIsLargerInTheLastOne)
{
    EXPECT_EQ(Ring::cell_of(Ring::kValueMax), Ring::kCells - 1);
    EXPECT_EQ(Ring::cell_of(Ring::kValueMax + 1), Ring::kCells - 1);
    EXPECT_EQ(Ring::cell_of(kMost), Ring::kCells - 1);
    EXPECT_EQ(Small::cell_of(32), Small::kCells - 1);
    EXPECT_EQ(Whole::cell_of(kMost), Whole::kCells - 1);
}

TEST(LatencyCells, FindTheRankOfAQuantile)
{
    const auto cells = filled<Small>({1, 2, 3, 3});
    EXPECT_EQ(Small::quantile(cells, 0), 1U);
    EXPECT_EQ(Small::quantile(cells, 0.25), 1U);
    EXPECT_EQ(Small::quantile(cells, 0.26), 2U);
    EXPECT_EQ(Small::quantile(cells, 0.5), 2U);
    EXPECT_EQ(Small::quantile(cells, 0.51), 3U);
    EXPECT_EQ(Small::quantile(cells, 1), 3U);
    EXPECT_EQ(Small::quantile(cells, -5), 1U);
    EXPECT_EQ(Small::quantile(cells, 7), 3U);
}

TEST(LatencyCells, SayZeroWhenNothingWasCounted)
{
    EXPECT_EQ(Small::quantile(filled<Small>({}), 0.5), 0U);
    EXPECT_EQ(Small::quantile({}, 0.5), 0U);
    EXPECT_EQ(Small::total({}), 0U);
}

TEST(LatencyCells, FindTheQuantilesOfASortedList)
{
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> latency(11, 2);
    std::vector<std::uint64_t> values;
    std::vector<std::uint64_t> cells(Ring::kCells);
    for (int i = 0; i < 100'000; ++i) {
        values.push_back(static_cast<std::uint64_t>(latency(random)));
        ++cells.at(Ring::cell_of(values.back()));
    }
    std::sort(values.begin(), values.end());
    for (const double share : {0.01, 0.5, 0.9, 0.99, 0.999, 1.0}) {
        const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size())) - 1;
        const auto truth = static_cast<double>(values.at(rank));
        EXPECT_NEAR(static_cast<double>(Ring::quantile(cells, share)), truth, truth * 0.016)
            << share;
    }
}

TEST(LatencyCells, SurviveAnyCounts)
{
    std::array<std::uint64_t, Small::kCells + 3> cells{};
    cells.fill(kMost);
    EXPECT_EQ(Small::total(cells), kMost);
    for (const double share : {0.0, 0.5, 1.0}) {
        EXPECT_LE(Small::quantile(cells, share), Small::kValueMax);
    }
    cells.fill(0);
    cells.back() = 5;  // behind the cells
    EXPECT_EQ(Small::total(cells), 0U);
    EXPECT_EQ(Small::quantile(cells, 1), 0U);
    cells.at(2) = kMost;
    cells.at(9) = 1;
    EXPECT_EQ(Small::quantile(cells, 1), 2U);
}

}  // namespace
}  // namespace ringlib
