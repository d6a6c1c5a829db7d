// SPDX-License-Identifier: MIT OR Apache-2.0
#include "either_ring.h"

namespace {

using ringtest::peer;
using ringtest::value_after;

class ComingAndGoing : public ringtest::EitherRing {
protected:
    void join_often(const std::string& start, const std::string& batch)
    {
        auto producer = peer({"produce", ring(), "64", "0", batch, "yield", "0"});
        producer.read_line();
        auto witness = peer({"consume", ring(), "64", "witness", "next", "batch", "yield", "0"});
        witness.read_line();
        const std::string rounds = std::to_string(repetitions());
        auto joiner = peer({"churn", ring(), "64", "late", start, rounds, "20"});
        const auto outcome = joiner.wait();
        EXPECT_EQ(outcome.code, 0) << outcome.output;
        EXPECT_NE(outcome.output.find("joins " + rounds), std::string::npos) << outcome.output;
        EXPECT_EQ(value_after(outcome.output, "bad"), 0) << outcome.output;
        producer.signal(SIGTERM);
        EXPECT_EQ(producer.wait().code, 0);
        const auto witnessed = witness.wait();
        EXPECT_EQ(value_after(witnessed.output, "bad"), 0) << witnessed.output;
    }
};

TEST_P(ComingAndGoing, ALateJoinerAtTheOldestSeesEveryEventFromThereOn)
{
    join_often("oldest", "1");
}

TEST_P(ComingAndGoing, ALateJoinerAtTheNextSeesEveryEventFromThereOn)
{
    join_often("next", "7");
}

TEST_P(ComingAndGoing, ALateJoinerByDefaultBeginsAtTheNextOnceTheRingHasWrapped)
{
    join_often("default", "=5");
}

TEST_P(ComingAndGoing, WhoComesBackResumesOrIsToldThatEventsAreLost)
{
    // Large: most who come back at once find their next event, also on a busy machine.
    auto producer = peer({"produce", ring(), "131072", "0", "1", "yield", "0"});
    producer.read_line();
    const std::string rounds = std::to_string(repetitions());
    const auto outcome = peer({"rejoin", ring(), "131072", "cp_0", rounds, "20"}).wait();
    EXPECT_EQ(outcome.code, 0) << outcome.output;
    EXPECT_GT(value_after(outcome.output, "resumed"), 0) << outcome.output;
    EXPECT_GT(value_after(outcome.output, "lost"), 0) << outcome.output;
    EXPECT_EQ(value_after(outcome.output, "bad"), 0) << outcome.output;
    producer.signal(SIGTERM);
    EXPECT_EQ(producer.wait().code, 0);
}

RINGTEST_FOR_BOTH_BACKENDS(ComingAndGoing);

}  // namespace
