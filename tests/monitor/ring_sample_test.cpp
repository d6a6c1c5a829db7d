// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/rate_meter.h"
#include "monitor/ring_sample.h"

#include <gtest/gtest.h>

#include <limits>

namespace monitor {
namespace {

using ringlib::RingSnapshot;
using ringlib::Sequence;
using ringlib::SlotState;

RingSnapshot snapshot(Sequence published, std::vector<Sequence> consumed)
{
    RingSnapshot made;
    made.capacity = 4096;
    made.producer.sequence = published;
    for (std::size_t i = 0; i < consumed.size(); ++i) {
        ringlib::ConsumerSnapshot consumer;
        consumer.id = "cp_" + std::to_string(i);
        consumer.slot_state = SlotState::Active;
        consumer.sequence = consumed[i];
        made.consumers.push_back(consumer);
    }
    return made;
}

TEST(RingSample, ClampsLagToTheCapacity)
{
    EXPECT_EQ(lag_events(99, 99, 4096), 0U);
    EXPECT_EQ(lag_events(99, 100, 4096), 0U);
    EXPECT_EQ(lag_events(99, -1, 4096), 100U);
    EXPECT_EQ(lag_events(10'000, 0, 4096), 4096U);
    EXPECT_EQ(lag_events(-1, -1, 4096), 0U);
    constexpr auto kMax = std::numeric_limits<Sequence>::max();
    constexpr auto kMin = std::numeric_limits<Sequence>::min();
    EXPECT_EQ(lag_events(kMax, kMin, 4096), 4096U);
    EXPECT_EQ(lag_events(kMin, kMax, 4096), 0U);
}

TEST(RingSample, GivesUsedFreeAndTheSlowest)
{
    RingSample sample;
    sample_positions(snapshot(1099, {1099, 75}), sample);
    EXPECT_EQ(sample.used, 1024U);
    EXPECT_EQ(sample.free, 3072U);
    EXPECT_EQ(sample.slowest, 1U);
    EXPECT_DOUBLE_EQ(sample.consumers[1].lag_percent, 25.0);
}

TEST(RingSample, CountsOnlyConsumersThatGate)
{
    auto later = snapshot(1000, {999, 10, 20});
    later.consumers[1].slot_state = SlotState::Evicted;
    later.consumers[2].slot_state = SlotState::Joining;
    RingSample sample;
    sample_positions(later, sample);
    EXPECT_EQ(sample.slowest, 0U);
    EXPECT_EQ(sample.used, 1U);
    EXPECT_EQ(sample.consumers[1].lag_events, 990U);
}

TEST(RingSample, IsAllFreeWithoutConsumers)
{
    RingSample sample;
    sample_positions(snapshot(1000, {}), sample);
    EXPECT_EQ(sample.used, 0U);
    EXPECT_EQ(sample.free, 4096U);
    EXPECT_FALSE(sample.slowest);
}

TEST(RateMeter, GivesTheRateOverItsSpan)
{
    RateMeter meter(std::chrono::milliseconds(250));
    double rate = 0;
    for (Sequence tick = 0; tick <= 100; ++tick) {
        rate = meter.advance(TimePoint(std::chrono::milliseconds(10 * tick)), 100 * tick);
    }
    EXPECT_NEAR(rate, 10'000, 1e-6);
    for (Sequence tick = 101; tick <= 130; ++tick) {
        rate = meter.advance(TimePoint(std::chrono::milliseconds(10 * tick)), 10'000);
    }
    EXPECT_EQ(rate, 0);
}

TEST(RateMeter, KeepsItsSpanAtAnyPaceOfTheSampler)
{
    for (const int period_us : {100, 1000, 10'000, 100'000, 1'000'000}) {
        RateMeter meter(std::chrono::milliseconds(250));
        double rate = 0;
        for (int tick = 0; tick < 20'000; ++tick) {
            rate = meter.advance(
                TimePoint(std::chrono::microseconds(std::int64_t{period_us} * tick)),
                static_cast<Sequence>(period_us) * tick);
        }
        EXPECT_NEAR(rate, 1e6, 1e-3) << period_us;
    }
}

TEST(RateMeter, StartsAnewWhenTheCursorGoesBack)
{
    RateMeter meter;
    meter.advance(TimePoint(std::chrono::seconds(1)), 1'000'000);
    EXPECT_EQ(meter.advance(TimePoint(std::chrono::seconds(2)), 5), 0);
    EXPECT_DOUBLE_EQ(meter.advance(TimePoint(std::chrono::seconds(3)), 15), 10);
}

}  // namespace
}  // namespace monitor
