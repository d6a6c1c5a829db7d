// SPDX-License-Identifier: MIT OR Apache-2.0
// The torture finds the defects that it is there for: each of mutants/*.patch is the library with
// one of them, and what finds nothing in the honest library finds it there. Two more are found by
// the models only (CMakeLists.txt): a second fetch of a cursor does harm only if its consumer
// moves between the two, in a scan that runs about once a lap; and without the sleeper's
// membarrier a wake-up is lost in the store buffer of a processor, where no delay reaches.
#include "creation.h"
#include "forced.h"
#include "kill_storm.h"

#include <gtest/gtest.h>
#include <iostream>

namespace {

using namespace torture;

Program mutant(const std::string& name)
{
    return {std::string(TORTURE_PEER) + "." + name};
}

class Mutant : public ::testing::Test {
protected:
    static constexpr int kAttemptsMax = 20;  // one or two do: the delay sees to it

    static void expect_found(const Outcome& outcome)
    {
        EXPECT_GT(outcome.bad, 0U) << "of " << outcome.tried;
        std::cout << outcome.bad << " bad of " << outcome.tried << std::endl;
        for (const std::string& finding : outcome.findings) {
            std::cout << "  " << finding << std::endl;
        }
    }
    static void expect_found_by_delay(const std::string& name, const std::vector<Delay>& delays)
    {
        const Outcome honest = force(delays, {}, honest_program());
        EXPECT_EQ(honest.bad, 0U) << ::testing::PrintToString(honest.findings);
        Outcome found;
        for (int attempt = 0; found.bad == 0 && attempt < kAttemptsMax; ++attempt) {
            found = force(delays, {}, mutant(name));
        }
        expect_found(found);
    }
};

TEST_F(Mutant, AGateThatIsOneTooWideIsFoundByASlowReader)
{
    expect_found_by_delay("off_by_one_gate", {{Step::ReadHalf, 100}});
}

TEST_F(Mutant, PublishingBeforeWritingIsFoundByASlowWriter)
{
    expect_found_by_delay("publish_before_write", {{Step::WriteHalf, 100}});
}

TEST_F(Mutant, ASuccessorThatLeavesASlotOutIsFoundByKillingProducers)
{
    expect_found(kill_producers({.times = 0.01}, mutant("take_over_skips")));
}

TEST_F(Mutant, ASpareNameThatIsNotClearedIsFoundByKillingCreators)
{
    expect_found(kill_creators({.times = 0.01}, mutant("spare_name_stays")));
}

TEST_F(Mutant, AJoinerThatDoesNotLookAgainIsFoundByADelayBeforeItIsVisible)
{
    expect_found_by_delay("join_does_not_look_again", {{Step::JoinCursorPlaced, 1000}});
}

TEST_F(Mutant, AJoinerThatIgnoresTheWriteLimitIsFoundByASlowWriter)
{
    expect_found_by_delay("join_ignores_write_limit", {{Step::WriteHalf, 100}});
}

TEST_F(Mutant, AGateThatTrustsAnOldLookIsFoundBySlowReadersThatJoin)
{
    expect_found_by_delay(
        "gate_trusts_old_look", {{Step::JoinCursorPlaced, 1000}, {Step::ReadHalf, 100}});
}

TEST_F(Mutant, ABlindReapIsFoundByADelayBeforeIt)
{
    expect_found_by_delay("blind_reap", {{Step::ReapBeforeFree, 10'000}});
}

}  // namespace
