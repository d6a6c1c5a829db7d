// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/rate_meter.h"
#include "monitor/ring_model.h"
#include "monitor/snapshots.h"

#include <gtest/gtest.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;

TEST(FirstRates, AreNotToldFromTwoSamplesThatAreClose)
{
    RateMeter meter;
    const TimePoint begin = at_ms(1000);
    EXPECT_EQ(meter.advance(begin, 0), 0);
    EXPECT_EQ(meter.advance(begin + 200us, 270), 0) << "1.35 M/s, of a ring that does 1 M/s";
    EXPECT_EQ(meter.advance(begin + 50ms, 50'000), 1'000'000);
    EXPECT_EQ(meter.advance(begin + 60ms, 0), 0) << "another ring";
}

TEST(FirstRates, OfASpanThatIsShorterAreToldAfterIt)
{
    RateMeter meter(10ms);
    EXPECT_EQ(meter.advance(at_ms(1000), 0), 0);
    EXPECT_EQ(meter.advance(at_ms(1010), 100), 10'000);
}

TEST(FirstRates, AreNoPartOfTheSentenceBeforeTheyAreKnown)
{
    RingModel model("orders");
    model.attached(info_of(1));
    const auto sentence = [&](std::int64_t ms) {
        return model.advance(snapshot_of(ms * 100, {}), {}, at_ms(ms)).diagnosis.sentence();
    };
    EXPECT_EQ(sentence(1000), "orders has no consumers: The producer runs free.");
    EXPECT_EQ(sentence(1200), "orders has no consumers: The producer runs free at 100 k/s.");
}

}  // namespace
}  // namespace monitor::test
