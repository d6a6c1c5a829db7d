// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/time_lag.h"

#include <gtest/gtest.h>

namespace monitor {
namespace {

TimePoint at(double seconds)
{
    return TimePoint(Duration(static_cast<Duration::rep>(seconds * 1e9)));
}
double seconds(Duration duration)
{
    return to_seconds(duration);
}

TEST(TimeLag, IsZeroWhenNothingIsLeftToConsume)
{
    TimeLagTable table;
    EXPECT_EQ(table.lookup(-1, at(5)), TimeLag{});
    table.add(at(1), 99);
    EXPECT_EQ(table.lookup(99, at(5)), TimeLag{});
    EXPECT_EQ(table.lookup(150, at(5)), TimeLag{});
}

TEST(TimeLag, InterpolatesBetweenTwoSamples)
{
    TimeLagTable table;
    table.add(at(1), 0);
    table.add(at(2), 100);
    EXPECT_NEAR(seconds(table.lookup(49, at(3)).age), 1.5, 1e-6);
    EXPECT_NEAR(seconds(table.lookup(99, at(3)).age), 1.0, 1e-6);
    EXPECT_FALSE(table.lookup(49, at(3)).at_least);
}

TEST(TimeLag, NeverExtrapolatesBeyondTheOldestSample)
{
    TimeLagTable table;
    table.add(at(10), 1000);
    table.add(at(11), 2000);
    const auto lag = table.lookup(500, at(12));
    EXPECT_TRUE(lag.at_least);
    EXPECT_NEAR(seconds(lag.age), 2.0, 1e-6);
    // The event right after the oldest sample is known: it came after it.
    EXPECT_FALSE(table.lookup(1000, at(12)).at_least);
}

TEST(TimeLag, DoesNotSpreadABurstOverTheSilenceBeforeIt)
{
    TimeLagTable table;
    for (int tick = 0; tick <= 1000; ++tick) {
        table.add(at(tick * 0.01), 99);  // silent for 10 s
    }
    table.add(at(10.01), 199);
    EXPECT_NEAR(seconds(table.lookup(99, at(11)).age), 1.0, 0.011);
}

TEST(TimeLag, ForgetsWhatIsOlderThanItsSpan)
{
    TimeLagTable table(std::chrono::seconds(10));
    for (int tick = 0; tick < 100'000; ++tick) {
        table.add(at(tick * 0.01), tick);
    }
    const auto lag = table.lookup(10, at(1000));
    EXPECT_TRUE(lag.at_least);
    EXPECT_NEAR(seconds(lag.age), 10.0, 0.1);
    EXPECT_NEAR(seconds(table.lookup(99'500, at(1000)).age), 5.0, 0.02);
}

TEST(TimeLag, CoversItsSpanAtAKilohertz)
{
    TimeLagTable table(std::chrono::seconds(10));
    for (int tick = 0; tick < 60'000; ++tick) {
        table.add(at(tick * 0.001), tick);
    }
    const auto lag = table.lookup(51'000, at(60));
    EXPECT_FALSE(lag.at_least);
    EXPECT_NEAR(seconds(lag.age), 9.0, 0.02);
}

TEST(TimeLag, StartsAnewForAnotherRing)
{
    TimeLagTable table;
    table.add(at(1), 1'000'000);
    table.add(at(2), 10);
    EXPECT_TRUE(table.lookup(5, at(3)).at_least);
    EXPECT_NEAR(seconds(table.lookup(5, at(3)).age), 1.0, 1e-6);
}

}  // namespace
}  // namespace monitor
