// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ipc_support.h"

#include <gtest/gtest.h>

namespace {

using ringtest::peer;
using ringtest::TemporaryRing;

class EveryWaitStrategy : public ::testing::TestWithParam<const char*> { };

TEST_P(EveryWaitStrategy, BringsEveryEventToEveryProcessOnceAndInOrder)
{
    const TemporaryRing ring;
    const std::string wait = GetParam();
    auto producer = peer({"produce", ring.name(), "64", "200000", "5", wait, "3"});
    auto copies = peer({"consume", ring.name(), "64", "cp_0", "oldest", "copy", wait, "0"});
    auto leases = peer({"consume", ring.name(), "64", "cp_1", "oldest", "lease", wait, "0"});
    auto batches = peer({"consume", ring.name(), "64", "cp_2", "oldest", "batch", wait, "0"});
    EXPECT_EQ(producer.wait().code, 0);
    for (auto* consumer : {&copies, &leases, &batches}) {
        const auto outcome = consumer->wait();
        EXPECT_EQ(outcome.code, 0) << outcome.output;
        EXPECT_NE(outcome.output.find("last 199999 seen 200000 bad 0"), std::string::npos)
            << outcome.output;
        EXPECT_NE(outcome.output.find("end 0"), std::string::npos) << outcome.output;
    }
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

// Spinning strategies want a core for each process; four of them on two cores would test the
// scheduler.
INSTANTIATE_TEST_SUITE_P(
    Broadcast, EveryWaitStrategy, ::testing::Values("yield", "sleep", "block"));

class SpinningStrategy : public ::testing::TestWithParam<const char*> { };

TEST_P(SpinningStrategy, BringsEveryEventAcross)
{
    const TemporaryRing ring;
    auto producer = peer({"produce", ring.name(), "1024", "100000", "5", GetParam(), "1"});
    auto consumer
        = peer({"consume", ring.name(), "1024", "cp_0", "oldest", "copy", GetParam(), "0"});
    EXPECT_EQ(producer.wait().code, 0);
    const auto outcome = consumer.wait();
    EXPECT_NE(outcome.output.find("seen 100000 bad 0"), std::string::npos) << outcome.output;
}

INSTANTIATE_TEST_SUITE_P(Broadcast, SpinningStrategy, ::testing::Values("busy", "hint"));

TEST(Processes, OneOfManyProducersWinsAndTheOthersAreToldWho)
{
    const TemporaryRing ring;
    auto winner = peer({"produce", ring.name(), "64", "0", "1", "yield", "0"});
    EXPECT_EQ(winner.read_line(), "ready -1");
    std::vector<ringtest::ChildProcess> losers;
    losers.reserve(10);
    for (int i = 0; i < 10; ++i) {
        losers.push_back(peer({"produce", ring.name(), "64", "1", "1", "yield", "0"}));
    }
    for (auto& loser : losers) {
        const auto outcome = loser.wait();
        EXPECT_EQ(outcome.code, 69);
        EXPECT_NE(outcome.output.find("refused ProducerAlive"), std::string::npos)
            << outcome.output;
        EXPECT_NE(outcome.output.find("pid " + std::to_string(winner.pid())), std::string::npos)
            << outcome.output;
    }
    winner.signal(SIGTERM);
    EXPECT_EQ(winner.wait().code, 0);
    EXPECT_FALSE(ring.exists());
}

}  // namespace
