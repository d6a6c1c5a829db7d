// SPDX-License-Identifier: MIT OR Apache-2.0
#include "either_ring.h"

#include <csignal>

namespace {

using ringlib::Presence;
using ringtest::peer;
using ringtest::snapshot_of;
using ringtest::value_after;

class Fork : public ringtest::EitherRing { };

TEST_P(Fork, AChildIsRefusedEverywhereAndItsParentGoesOn)
{
    auto parent = peer({"fork_often", ring(), std::to_string(repetitions())});
    EXPECT_EQ(parent.read_line(), "good " + std::to_string(repetitions()));
    const auto after = snapshot_of(ring());
    EXPECT_FALSE(after.stream_end);
    EXPECT_EQ(after.producer.presence, Presence::Alive);
    ASSERT_EQ(after.consumers.size(), 1U);
    EXPECT_EQ(after.consumers.front().presence, Presence::Alive);
    EXPECT_EQ(after.producer.sequence, 3 * repetitions() - 1);
    EXPECT_EQ(after.consumers.front().sequence, after.producer.sequence);
    parent.signal(SIGUSR2);
    EXPECT_EQ(parent.wait().code, 0);
}

TEST_P(Fork, NoChildInheritsALockThatIsTakenOrGivenBackAtThatMoment)
{
    const int rounds = 5 * repetitions();
    auto parent = peer({"fork_while_attaching", ring(), std::to_string(rounds)});
    EXPECT_EQ(parent.read_line(), "good " + std::to_string(rounds));
    EXPECT_EQ(parent.wait().code, 0);
}

// With the child alive: it has inherited descriptors, but no lock.
TEST_P(Fork, TheLocksOfAKilledParentAreFreeAtOnceAlthoughItsChildLives)
{
    for (int i = 0; i < repetitions(); ++i) {
        const std::string name = ring(i);
        auto parent = peer({"fork_and_stay", name});
        const auto child = static_cast<pid_t>(value_after(parent.read_line(), "child"));
        EXPECT_EQ(snapshot_of(name).producer.presence, Presence::Alive);
        parent.signal(SIGKILL);
        siginfo_t ended{};
        ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(parent.pid()), &ended, WEXITED | WNOWAIT), 0);
        const auto orphan = snapshot_of(name);
        EXPECT_EQ(orphan.producer.presence, Presence::Dead);
        ASSERT_EQ(orphan.consumers.size(), 1U);
        EXPECT_EQ(orphan.consumers.front().presence, Presence::Dead);
        auto successor = ringtest::producer_of(name, 8).build_producer();
        ASSERT_TRUE(successor) << successor.error().message();
        EXPECT_EQ(successor->last_published_sequence(), 2);
        for (int lap = 0; lap < 20; ++lap) {  // the dead consumer gates nobody
            EXPECT_TRUE(successor->publish_with_timeout(std::chrono::seconds(20),
                [&](ringtest::CheckedEvent& event) { event.fill(3 + lap); }));
        }
        EXPECT_TRUE(snapshot_of(name).consumers.empty());
        EXPECT_EQ(::kill(child, SIGTERM), 0);  // it has lived until here
        parent.wait();
    }
}

RINGTEST_FOR_BOTH_BACKENDS(Fork);

}  // namespace
