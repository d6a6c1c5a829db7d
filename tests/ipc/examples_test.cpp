// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <csignal>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace {

using ringtest::ChildProcess;
using ringtest::TemporaryRing;

TEST(Examples, PingPongThrowsTheBallToAndFro)
{
    const TemporaryRing ring;
    ChildProcess pong({PING_PONG, "pong", ring.name()});
    const auto ping = ChildProcess({PING_PONG, "ping", ring.name()}).wait();
    EXPECT_EQ(ping.code, 0);
    EXPECT_EQ(ping.output.substr(0, 25), "2000 round trips, median ");
    EXPECT_EQ(pong.wait().code, 0);
    EXPECT_NE(::access((ring.file() + "-ping").c_str(), F_OK), 0);
    EXPECT_NE(::access((ring.file() + "-pong").c_str(), F_OK), 0);
}

TEST(Examples, BroadcastBringsEveryEventToEachOfThree)
{
    const TemporaryRing ring;
    ChildProcess producer({BROADCAST, "publish", ring.name()});
    std::vector<ChildProcess> readers;
    for (const std::string id : {"reader_0", "reader_1", "reader_2"}) {
        readers.emplace_back(std::vector<std::string>{BROADCAST, "read", ring.name(), id});
    }
    for (std::size_t i = 0; i < readers.size(); ++i) {
        EXPECT_EQ(readers[i].wait().output,
            "reader_" + std::to_string(i) + ": 1000 events, sum 500500\n");
    }
    EXPECT_EQ(producer.wait().code, 0);
    EXPECT_FALSE(ring.exists());
}

TEST(Examples, LivenessWithRejoinAlertsAndGoesOnWithTheSuccessor)
{
    const TemporaryRing ring;
    ChildProcess producer({LIVENESS_WITH_REJOIN, "produce", ring.name()});
    ChildProcess victim({LIVENESS_WITH_REJOIN, "work", ring.name(), "40"});
    EXPECT_EQ(victim.wait().code, -SIGKILL);
    EXPECT_EQ(producer.read_line(), "worker died after job 39");
    const auto successor = ChildProcess({LIVENESS_WITH_REJOIN, "work", ring.name()}).wait();
    EXPECT_EQ(successor.output, "job 40 again\ndone with job 99\n");
    EXPECT_EQ(producer.wait().code, 0);
    EXPECT_FALSE(ring.exists());
}

TEST(Examples, MmapRingIsReadAfterItsProducerHasEnded)
{
    const ringtest::TemporaryDirectory directory;
    const std::string file = (directory.path() / "squares").string();
    EXPECT_EQ(ChildProcess({MMAP_RING, "write", file}).wait().code, 0);
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(ChildProcess({MMAP_RING, "read", file}).wait().output,
            "1 squared is 1\n2 squared is 4\n3 squared is 9\n4 squared is 16\n5 squared is 25\n");
    }
}

}  // namespace
