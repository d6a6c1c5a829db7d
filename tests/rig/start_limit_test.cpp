// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/start_limit.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using namespace std::chrono_literals;

constexpr StartLimit::TimePoint kNow{100s};

TEST(StartLimit, StopsAtSoManyProcesses)
{
    StartLimit limit(3, 100);
    EXPECT_FALSE(limit.take(kNow, 2));
    EXPECT_EQ(limit.take(kNow, 3), "3 processes run, the limit is 3");
    EXPECT_FALSE(limit.take(kNow, 2));
}

TEST(StartLimit, StopsAtSoManyStartsInASecondAndGoesOnInTheNext)
{
    StartLimit limit(100, 2);
    EXPECT_FALSE(limit.take(kNow, 0));
    EXPECT_FALSE(limit.take(kNow + 900ms, 0));
    EXPECT_TRUE(limit.take(kNow + 999ms, 0));
    EXPECT_FALSE(limit.take(kNow + 1s, 0));
    EXPECT_TRUE(limit.take(kNow + 1s, 0));
}

TEST(StartLimit, CountsNoStartThatItForbade)
{
    StartLimit limit(1, 1);
    EXPECT_TRUE(limit.take(kNow, 1));
    EXPECT_FALSE(limit.take(kNow, 0));
}

}  // namespace
}  // namespace rig
