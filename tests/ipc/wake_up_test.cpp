// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ipc_support.h"

#include <gtest/gtest.h>
#include <sstream>

namespace {

// A lost wake-up shows as a sleep that the clock ended although there was work. The long run is
// `ring_peer wakes NAME 100000 600` beside `ring_peer consume NAME 1024 sleeper oldest copy block
// 0`.
TEST(Block, LosesNoWakeUpBetweenProcesses)
{
    const ringtest::TemporaryRing ring;
    auto producer = ringtest::peer({"wakes", ring.name(), "20000", "25"});
    EXPECT_EQ(producer.read_line(), "ready");
    auto sleeper = ringtest::peer(
        {"consume", ring.name(), "1024", "sleeper", "oldest", "copy", "block", "0"});
    const auto outcome = producer.wait();
    EXPECT_EQ(outcome.code, 0) << outcome.output;
    std::istringstream words(outcome.output);
    std::string word;
    std::uint64_t wakes = 0;
    std::uint64_t late = 1;
    words >> word >> wakes >> word >> late;
    EXPECT_GE(wakes, 100U);  // a busy machine has no time for all of them
    EXPECT_EQ(late, 0U);
    EXPECT_NE(sleeper.wait().output.find("bad 0"), std::string::npos);
}

}  // namespace
