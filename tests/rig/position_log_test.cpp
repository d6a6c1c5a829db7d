// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/position_log.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using namespace std::chrono_literals;

void note(PositionLog& log, std::chrono::nanoseconds at, std::int64_t published,
    std::optional<std::int64_t> consumed)
{
    ringlib::RingSnapshot snapshot;
    snapshot.taken_ns = static_cast<std::uint64_t>(at.count());
    snapshot.producer.sequence = published;
    if (consumed) {
        snapshot.consumers.emplace_back().id = std::string("a");
        snapshot.consumers.back().sequence = *consumed;
    }
    log.note(snapshot);
}

TEST(PositionLog, TellsTheRatesOfLate)
{
    PositionLog log;
    for (int i = 0; i <= 100; ++i) {
        note(log, 10ms * i, 100 * i, i < 50 ? 50 * i : 2450);
    }
    EXPECT_DOUBLE_EQ(log.rate("producer", 500ms).value(), 10'000);
    EXPECT_DOUBLE_EQ(log.rate("a", 400ms).value(), 0);
    EXPECT_NEAR(log.rate("a", 1s).value(), 2450, 1);
}

TEST(PositionLog, TellsNothingOfWhomItHasNotSeenForMostOfTheTime)
{
    PositionLog log;
    EXPECT_FALSE(log.rate("producer", 1s));
    note(log, 0ms, 0, std::nullopt);
    EXPECT_FALSE(log.rate("producer", 1s));
    note(log, 700ms, 7, std::nullopt);
    EXPECT_FALSE(log.rate("producer", 1s));
    note(log, 800ms, 8, 1);
    EXPECT_DOUBLE_EQ(log.rate("producer", 1s).value(), 10);
    EXPECT_FALSE(log.rate("a", 1s));
    EXPECT_FALSE(log.rate("b", 1s));
}

TEST(PositionLog, ForgetsWhatIsOld)
{
    PositionLog log;
    note(log, 0ms, 0, 0);
    note(log, 5s, 1'000'000, 0);
    EXPECT_FALSE(log.rate("producer", 5s));
}

}  // namespace
}  // namespace rig
