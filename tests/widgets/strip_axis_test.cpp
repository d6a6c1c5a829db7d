// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_axis.h"

#include "axis_scale.h"
#include "widgets/strip.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using widgets::AxisLimits;
using widgets::AxisScale;
using widgets::axisTicks;
using widgets::StripAxis;

constexpr AxisScale kTimes{0.01, 10, true, 0.1};  // 10 ms to 10 s

TEST(AxisScale, ALinearAxisGivesEqualRoomToEqualSteps)
{
    const AxisScale scale{20, 120};
    EXPECT_DOUBLE_EQ(scale.share(20), 0);
    EXPECT_DOUBLE_EQ(scale.share(70), 0.5);
    EXPECT_DOUBLE_EQ(scale.share(120), 1);
    EXPECT_DOUBLE_EQ(scale.share(5), 0);
    EXPECT_DOUBLE_EQ(scale.share(500), 1);
}

TEST(AxisScale, ALogarithmicAxisGivesEqualRoomToEqualFactorsAboveItsBand)
{
    EXPECT_NEAR(kTimes.share(0.01), 0.1, 1e-12);
    EXPECT_NEAR(kTimes.share(0.1), 0.4, 1e-12);
    EXPECT_NEAR(kTimes.share(1), 0.7, 1e-12);
    EXPECT_NEAR(kTimes.share(10), 1, 1e-12);
}

TEST(AxisScale, WhatIsLessThanTheFloorLiesInTheBandAndIsSeen)
{
    for (const double less : {0.0, 0.003, -1.0}) {
        EXPECT_GT(kTimes.share(less), 0) << less;
        EXPECT_LT(kTimes.share(less), 0.1) << less;
    }
}

TEST(AxisScale, WhatIsNoNumberOrNoAxisIsAtTheEdge)
{
    for (const AxisScale& scale : {AxisScale{0, 0}, AxisScale{5, 1}, kTimes}) {
        EXPECT_EQ(scale.share(std::numeric_limits<double>::quiet_NaN()), 0);
        EXPECT_EQ(scale.share(std::numeric_limits<double>::infinity()), 0);
    }
}

TEST(AxisTicks, AreRoundAndNotAtTheVeryTop)
{
    EXPECT_EQ(axisTicks({0, 40'000}, 4), (std::vector<double>{0, 10'000, 20'000, 30'000}));
    EXPECT_EQ(axisTicks({0, 40'000}, 2), (std::vector<double>{0, 20'000}));
    EXPECT_EQ(axisTicks({90, 110}, 4), (std::vector<double>{90, 95, 100, 105}));
}

TEST(AxisTicks, AreDecadesOnALogarithmicAxisAndNeverTooMany)
{
    const std::vector<double> ticks = axisTicks(kTimes, 4);
    ASSERT_EQ(ticks.size(), 3U);
    EXPECT_NEAR(ticks[0], 0.01, 1e-12);
    EXPECT_NEAR(ticks[2], 1, 1e-9);
    for (int most = 1; most < 6; ++most) {
        EXPECT_LE(axisTicks({1e-6, 1e3, true, 0.1}, most).size(), static_cast<std::size_t>(most));
    }
}

TEST(AxisTicks, ThereAreNoneWithoutAnAxis)
{
    EXPECT_TRUE(axisTicks({0, 0}, 4).empty());
    EXPECT_TRUE(axisTicks({0, 10, true, 0.1}, 4).empty());
}

TEST(StripAxis, ALogarithmicStripBeginsAtWhatCanBeMeasuredAndGrowsByDecades)
{
    StripAxis axis(widgets::timeLagStrip(0.01));
    EXPECT_TRUE(axis.isLog());
    EXPECT_DOUBLE_EQ(axis.scale(0.1).bottom, 0.01);
    axis.fit(3.6, 0);
    EXPECT_GE(axis.scale(0.1).top, 3.6);
    axis.fit(100, 0);
    EXPECT_GE(axis.scale(0.1).top, 100);
    EXPECT_LE(axis.scale(0.1).top, 10'000);
}

TEST(StripAxis, StaysAsItWasLockedUntilItIsGivenBackToTheData)
{
    StripAxis axis(widgets::throughputStrip());
    axis.fit(100, 0);
    ASSERT_TRUE(axis.setLimits(AxisLimits{50, 150}));
    axis.fit(100'000, 0);
    EXPECT_DOUBLE_EQ(axis.scale(0).bottom, 50);
    EXPECT_DOUBLE_EQ(axis.scale(0).top, 150);
    axis.setLimits(std::nullopt);
    EXPECT_GE(axis.scale(0).top, 100'000);
}

TEST(StripAxis, RefusesLimitsThatAreNoRange)
{
    StripAxis axis(widgets::throughputStrip());
    EXPECT_FALSE(axis.setLimits(AxisLimits{5, 5}));
    EXPECT_FALSE(axis.setLimits(AxisLimits{5, 1}));
    EXPECT_FALSE(axis.setLimits(AxisLimits{0, std::numeric_limits<double>::infinity()}));
    EXPECT_FALSE(axis.limits());
}

TEST(StripAxis, ALogarithmicAxisWithLimitsNeverBeginsAtZero)
{
    StripAxis axis(widgets::throughputStrip());
    axis.setLog(true);
    axis.setLimits(AxisLimits{0, 1000});
    EXPECT_GT(axis.scale(0.1).bottom, 0);
}

}  // namespace
