// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/load.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace rig {
namespace {

using namespace std::chrono_literals;

constexpr double kInfinite = std::numeric_limits<double>::infinity();

Load load_of(std::string_view text)
{
    return parse_load(text).value();
}

TEST(Load, IsReadFromItsWords)
{
    EXPECT_TRUE(std::holds_alternative<SteadyLoad>(load_of("steady")));
    const auto burst = std::get<BurstLoad>(load_of("burst:10ms/90ms"));
    EXPECT_EQ(burst.on, 10ms);
    EXPECT_EQ(burst.off, 90ms);
    const auto ramp = std::get<RampLoad>(load_of("ramp:1k..1M/10s"));
    EXPECT_EQ(ramp.from, 1'000U);
    EXPECT_EQ(ramp.to, 1'000'000U);
    EXPECT_EQ(ramp.over, 10s);
    EXPECT_EQ(std::get<SineLoad>(load_of("sine:2s")).period, 2s);
}

TEST(Load, RefusesWhatIsNone)
{
    for (const std::string_view text : {"", "Steady", "steady:1", "burst", "burst:", "burst:10ms",
             "burst:10ms/", "burst:0ms/1ms", "burst:1ms/0ms", "burst:1ms/1ms/1ms", "ramp:1..2",
             "ramp:1/1s", "ramp:0..0/1s", "ramp:1..2/0s", "ramp:-1..2/1s", "ramp:max..1/1s", "sine",
             "sine:0s", "sine:1", "square:1s"}) {
        EXPECT_FALSE(parse_load(text)) << "'" << text << "'";
    }
}

TEST(Load, SteadyGrowsWithTime)
{
    EXPECT_DOUBLE_EQ(events_due(SteadyLoad{}, 1000, 0s), 0);
    EXPECT_DOUBLE_EQ(events_due(SteadyLoad{}, 1000, 2500ms), 2500);
    EXPECT_EQ(events_due(SteadyLoad{}, kInfinite, 1ns), kInfinite);
}

TEST(Load, BurstStandsStillBetweenItsBursts)
{
    const Load burst = BurstLoad{100ms, 300ms};
    EXPECT_DOUBLE_EQ(events_due(burst, 1000, 50ms), 50);
    EXPECT_DOUBLE_EQ(events_due(burst, 1000, 100ms), 100);
    EXPECT_DOUBLE_EQ(events_due(burst, 1000, 399ms), 100);
    EXPECT_DOUBLE_EQ(events_due(burst, 1000, 450ms), 150);
    EXPECT_DOUBLE_EQ(events_due(burst, 1000, 4s), 1000);
}

TEST(Load, BurstWithoutLimitIsAllOrNothing)
{
    const Load burst = BurstLoad{100ms, 300ms};
    EXPECT_EQ(events_due(burst, kInfinite, 99ms), kInfinite);
    EXPECT_EQ(events_due(burst, kInfinite, 100ms), 0);
    EXPECT_EQ(events_due(burst, kInfinite, 400ms), kInfinite);
}

TEST(Load, RampReachesItsSecondRateAndStays)
{
    const Load ramp = RampLoad{100, 300, 10s};
    EXPECT_DOUBLE_EQ(events_due(ramp, 0, 10s), 2000);  // 200 a second on average
    EXPECT_NEAR(events_due(ramp, 0, 5s) - events_due(ramp, 0, 4999ms), 0.2, 1e-4);
    EXPECT_NEAR(events_due(ramp, 0, 12s) - events_due(ramp, 0, 11s), 300, 1e-9);
}

TEST(Load, SineKeepsItsRateOverAPeriodAndDoublesItInBetween)
{
    const Load sine = SineLoad{2s};
    EXPECT_NEAR(events_due(sine, 1000, 2s), 2000, 1e-6);
    const double at_peak = events_due(sine, 1000, 501ms) - events_due(sine, 1000, 499ms);
    EXPECT_NEAR(at_peak, 4, 1e-3);
    const double at_rest = events_due(sine, 1000, 1501ms) - events_due(sine, 1000, 1499ms);
    EXPECT_NEAR(at_rest, 0, 1e-3);
}

TEST(Load, NeverTakesEventsBack)
{
    for (const Load& load : {Load(SteadyLoad{}), Load(BurstLoad{3ms, 5ms}),
             Load(RampLoad{900, 0, 50ms}), Load(SineLoad{7ms})}) {
        double before = 0;
        for (auto time = 0ns; time < 100ms; time += 100us) {
            const double due = events_due(load, 1e6, time);
            ASSERT_GE(due, before - 1e-6) << "load " << load.index() << " at " << time.count();
            before = due;
        }
    }
}

TEST(Load, HasAPeriodIfItRepeats)
{
    EXPECT_EQ(period_of(BurstLoad{10ms, 90ms}), 100ms);
    EXPECT_EQ(period_of(SineLoad{2s}), 2s);
    EXPECT_EQ(period_of(SteadyLoad{}), 0s);
    EXPECT_EQ(period_of(RampLoad{1, 2, 1s}), 0s);
}

}  // namespace
}  // namespace rig
