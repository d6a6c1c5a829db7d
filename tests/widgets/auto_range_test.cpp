// SPDX-License-Identifier: GPL-3.0-or-later
#include "auto_range.h"

#include <gtest/gtest.h>

#include <limits>

namespace {

using widgets::AutoRange;

TEST(AutoRange, GrowsAtOnceToARoundTopWithRoomForTheTitle)
{
    AutoRange range;
    range.fit(10'000, 0);
    EXPECT_EQ(range.top(), 15'000);
    range.fit(20'000, 0.01);
    EXPECT_EQ(range.top(), 30'000);
}

TEST(AutoRange, DoesNotMoveWithEverySample)
{
    AutoRange range;
    range.fit(10'000, 0);
    const double top = range.top();
    for (int i = 1; i <= 100; ++i) {
        range.fit(i % 2 == 0 ? 9'500 : 10'500, i * 0.1);
        EXPECT_EQ(range.top(), top) << i;
    }
}

TEST(AutoRange, ShrinksOnlyWhenMuchLessWasNeededForSeconds)
{
    AutoRange range;
    range.fit(10'000, 0);
    range.fit(1'000, 1);
    range.fit(1'000, 1 + AutoRange::kShrinkAfter - 0.01);
    EXPECT_EQ(range.top(), 15'000);
    range.fit(1'000, 1 + AutoRange::kShrinkAfter);
    EXPECT_EQ(range.top(), 1'500);
}

TEST(AutoRange, ALargeValueInBetweenStartsTheWaitAnew)
{
    AutoRange range;
    range.fit(10'000, 0);
    range.fit(1'000, 1);
    range.fit(10'000, 3);
    range.fit(1'000, 3.5);
    range.fit(1'000, 1 + AutoRange::kShrinkAfter + 1);
    EXPECT_EQ(range.top(), 15'000);
}

TEST(AutoRange, NothingToShowIsNoReasonToChange)
{
    AutoRange range;
    range.fit(10'000, 0);
    for (const double nothing : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
             std::numeric_limits<double>::infinity()}) {
        range.fit(nothing, 100);
        range.fit(nothing, 200);
        EXPECT_EQ(range.top(), 15'000) << nothing;
    }
}

TEST(AutoRange, LeavesAtLeastATwentiethFreeAtAnyMagnitude)
{
    for (double value = 1e-3; value < 1e12; value *= 1.37) {
        AutoRange range;
        range.fit(10, 0);
        range.fit(value, 1);
        range.fit(value, 1 + AutoRange::kShrinkAfter);
        EXPECT_GE(range.top(), value * 1.05) << value;
        EXPECT_LE(range.top(), std::max(value * 2.5, 15.0)) << value;
    }
}

}  // namespace
