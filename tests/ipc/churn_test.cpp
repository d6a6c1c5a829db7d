// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ipc_support.h"

#include <gtest/gtest.h>

namespace {

using ringtest::peer;
using ringtest::TemporaryRing;

struct Load {
    const char* capacity;
    const char* batch;
};
class SmallRings : public ::testing::TestWithParam<Load> { };

// Forbidden outcome: a joiner reads a slot of another lap, or a torn one.
TEST_P(SmallRings, JoinsAndLeavesUnderFullLoadSeeNoWrongEvent)
{
    const TemporaryRing ring;
    const std::string capacity = GetParam().capacity;
    auto producer = peer({"produce", ring.name(), capacity, "0", GetParam().batch, "yield", "0"});
    producer.read_line();
    auto oldest = peer({"churn", ring.name(), capacity, "old", "oldest", "250", "20"});
    auto next = peer({"churn", ring.name(), capacity, "new", "next", "250", "20"});
    for (auto* joiner : {&oldest, &next}) {
        const auto outcome = joiner->wait();
        EXPECT_EQ(outcome.code, 0) << outcome.output;
        EXPECT_NE(outcome.output.find("joins 250"), std::string::npos) << outcome.output;
        EXPECT_NE(outcome.output.find("seen 5000 bad 0"), std::string::npos) << outcome.output;
    }
    producer.signal(SIGTERM);
    EXPECT_EQ(producer.wait().code, 0);
    EXPECT_FALSE(ring.exists());
}

INSTANTIATE_TEST_SUITE_P(FullLoad, SmallRings,
    ::testing::Values(
        Load{"2", "1"}, Load{"4", "3"}, Load{"8", "8"}, Load{"64", "32"}, Load{"1024", "1"}));

}  // namespace
