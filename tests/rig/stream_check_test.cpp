// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/stream_check.h"

#include <gtest/gtest.h>
#include <initializer_list>

namespace rig {
namespace {

SeenEvent event(std::uint64_t sequence, std::uint32_t epoch = 1)
{
    return {.sequence = sequence, .epoch = epoch, .intact = true};
}

StreamTotals totals_of(std::uint64_t first, std::initializer_list<std::uint64_t> sequences)
{
    StreamCheck check(first);
    for (const std::uint64_t sequence : sequences) {
        check.take(event(sequence));
    }
    return check.totals();
}

TEST(StreamCheck, FindsNothingInAWholeStream)
{
    const StreamTotals totals = totals_of(5, {5, 6, 7, 8});
    EXPECT_TRUE(totals.is_clean());
    EXPECT_EQ(totals.events, 4U);
    EXPECT_EQ(totals.first, 5);
    EXPECT_EQ(totals.last, 8);
    EXPECT_EQ(totals.redelivered, 0U);
}

TEST(StreamCheck, HasNoFirstAndNoLastBeforeTheFirstEvent)
{
    const StreamTotals totals = totals_of(0, {});
    EXPECT_EQ(totals.first, -1);
    EXPECT_EQ(totals.last, -1);
    EXPECT_TRUE(totals.is_clean());
}

TEST(StreamCheck, CountsEachLostEventAsAGap)
{
    const StreamTotals totals = totals_of(0, {0, 1, 5, 6, 8});
    EXPECT_EQ(totals.gaps, 4U);
    EXPECT_EQ(totals.duplicates + totals.out_of_order + totals.torn, 0U);
    EXPECT_FALSE(totals.is_clean());
    EXPECT_EQ(totals.last, 8);
}

TEST(StreamCheck, MissesTheEventsBeforeTheFirstThatCame)
{
    const StreamTotals totals = totals_of(10, {13});
    EXPECT_EQ(totals.gaps, 3U);
    EXPECT_EQ(totals.first, 13);
}

TEST(StreamCheck, CountsAnEventThatComesTwice)
{
    const StreamTotals totals = totals_of(0, {0, 1, 1, 2, 0});
    EXPECT_EQ(totals.duplicates, 2U);
    EXPECT_EQ(totals.gaps + totals.out_of_order + totals.torn, 0U);
    EXPECT_EQ(totals.events, 5U);
    EXPECT_EQ(totals.last, 2);
}

TEST(StreamCheck, TakesALateEventOutOfTheGaps)
{
    const StreamTotals totals = totals_of(0, {0, 3, 1, 2, 4});
    EXPECT_EQ(totals.gaps, 0U);
    EXPECT_EQ(totals.out_of_order, 2U);
    EXPECT_EQ(totals.duplicates, 0U);
}

TEST(StreamCheck, CountsALateEventThatComesTwiceOnceAsADuplicate)
{
    const StreamTotals totals = totals_of(0, {0, 5, 3, 3});
    EXPECT_EQ(totals.gaps, 3U);
    EXPECT_EQ(totals.out_of_order, 1U);
    EXPECT_EQ(totals.duplicates, 1U);
}

TEST(StreamCheck, CountsABrokenEventAsTornAndGoesOnBehindIt)
{
    StreamCheck check(0);
    check.take(event(0));
    check.take({.sequence = 777, .epoch = 9, .intact = false});
    check.take(event(2));
    EXPECT_EQ(check.totals().torn, 1U);
    EXPECT_EQ(check.totals().gaps, 0U);
    EXPECT_EQ(check.totals().last, 2);
    EXPECT_FALSE(check.totals().is_clean());
}

TEST(StreamCheck, GoesOnWithASuccessorsEpoch)
{
    StreamCheck check(0);
    check.take(event(0, 1));
    check.take(event(1, 2));
    check.take(event(2, 2));
    EXPECT_TRUE(check.totals().is_clean());
}

TEST(StreamCheck, CountsAnEventOfAnEarlierProducerAsOutOfOrder)
{
    StreamCheck check(0);
    check.take(event(0, 2));
    check.take(event(1, 1));
    check.take(event(2, 2));
    EXPECT_EQ(check.totals().out_of_order, 1U);
    EXPECT_EQ(check.totals().gaps + check.totals().duplicates, 0U);
}

TEST(StreamCheck, CountsARedeliveredEventApart)
{
    StreamCheck check(4);
    SeenEvent again = event(4);
    again.redelivered = true;
    check.take(again);
    check.take(event(5));
    check.take(again);
    EXPECT_EQ(check.totals().redelivered, 2U);
    EXPECT_TRUE(check.totals().is_clean());
    EXPECT_EQ(check.totals().events, 3U);
}

TEST(StreamCheck, KeepsCountingWhenEverythingIsBroken)
{
    constexpr std::uint64_t kGaps = 100'000;
    StreamCheck check(0);
    for (std::uint64_t i = 1; i <= kGaps; ++i) {
        check.take(event(2 * i));
    }
    EXPECT_EQ(check.totals().gaps, kGaps + 1);
    EXPECT_EQ(check.totals().events, kGaps);
    check.take(event(1));  // still known to be missing
    EXPECT_EQ(check.totals().out_of_order, 1U);
    EXPECT_EQ(check.totals().gaps, kGaps);
}

}  // namespace
}  // namespace rig
