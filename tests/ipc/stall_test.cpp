// SPDX-License-Identifier: MIT OR Apache-2.0
#include "either_ring.h"

#include <iostream>

namespace {

using ringtest::peer;
using ringtest::value_after;

class Stall : public ringtest::EitherRing {
protected:
    void stall_often(const std::string& how)
    {
        auto producer = peer({"stalls", ring(), std::to_string(repetitions()), how});
        EXPECT_EQ(producer.read_line(), "ready");
        auto sleeper = peer({"consume", ring(), "64", "sleeper", "oldest", "copy", "block", "0"});
        const auto outcome = producer.wait();
        EXPECT_EQ(outcome.code, 0) << outcome.output;
        EXPECT_EQ(value_after(outcome.output, "alerts"), repetitions()) << outcome.output;
        EXPECT_EQ(value_after(outcome.output, "early"), 0) << outcome.output;
        std::cout << outcome.output;
        const auto read = sleeper.wait();
        EXPECT_EQ(value_after(read.output, "bad"), 0) << read.output;
    }
};

TEST_P(Stall, EachStopOfARequiredConsumerIsAlertedAndNoneBeforeItsTime)
{
    stall_often("stop");
}

TEST_P(Stall, EachRequiredConsumerThatDoesNotReadIsAlertedAndNoneBeforeItsTime)
{
    stall_often("doze");
}

RINGTEST_FOR_BOTH_BACKENDS(Stall);

}  // namespace
