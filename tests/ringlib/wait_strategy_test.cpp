// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/wait_strategy.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace ringlib {
namespace {

WaitStrategy from(const char* value)
{
    ::setenv("RINGLIB_WAIT", value, 1);
    const WaitStrategy strategy = WaitStrategy::from_environment(WaitStrategy::busy_spin());
    ::unsetenv("RINGLIB_WAIT");
    return strategy;
}

TEST(WaitStrategyFromEnvironment, UnderstandsEveryStrategy)
{
    EXPECT_EQ(from("hint").kind(), WaitStrategy::Kind::BusySpinWithHint);
    EXPECT_EQ(from("block").kind(), WaitStrategy::Kind::Block);
    EXPECT_EQ(from("yield:7").kind(), WaitStrategy::Kind::SpinThenYield);
    EXPECT_EQ(from("yield:7").spins(), 7U);
    EXPECT_EQ(from("sleep:50us").kind(), WaitStrategy::Kind::Sleep);
    EXPECT_EQ(from("sleep:50us").duration(), std::chrono::microseconds(50));
}

TEST(WaitStrategyFromEnvironment, FallsBackOnWhatItDoesNotUnderstand)
{
    for (const char* text :
        {"", "spin", "yield:", "yield:7 ", "yield:-1", "sleep:5", "sleep:5 ms", "sleep:1e3us"}) {
        EXPECT_EQ(from(text).kind(), WaitStrategy::Kind::BusySpin) << text;
    }
}

}  // namespace
}  // namespace ringlib
