// SPDX-License-Identifier: MIT OR Apache-2.0
#include "history_check.h"
#include "ringlib/stream_end.h"

#include <gtest/gtest.h>

namespace {

using namespace torture;

TEST(History, ARangeGrowsInOneEntryAndAMarkEndsIt)
{
    HistoryFile file("reader");
    History& history = file.history();
    history.range(Mark::Accepted, 3, 3);
    history.range(Mark::Accepted, 4, 9);
    history.mark(Mark::Left, 10);
    history.range(Mark::Accepted, 10, 10);
    history.range(Mark::Accepted, 12, 12);
    history.range(Mark::Torn, 13, 13);
    const auto entries = history.entries();
    ASSERT_EQ(entries.size(), 5U);
    EXPECT_EQ(entries[0].first, 3);
    EXPECT_EQ(entries[0].last, 9);
    EXPECT_EQ(entries[1].mark, Mark::Left);
    EXPECT_EQ(entries[3].first, 12);
    EXPECT_EQ(entries[4].mark, Mark::Torn);
}

TEST(History, ANewLifeGoesOnInTheSameFileAndKnowsWhatTheOldOneWasAboutToDo)
{
    HistoryFile file("reader");
    {
        History first(file.file());
        first.begin_life();
        first.about_to(7);
        first.range(Mark::Accepted, 6, 6);
    }
    History second(file.file());
    second.begin_life();
    second.range(Mark::Accepted, 7, 7);
    const auto entries = file.history().entries();
    ASSERT_EQ(entries.size(), 4U);
    EXPECT_EQ(entries[0].first, ringlib::kNoSequence);
    EXPECT_EQ(entries[2].mark, Mark::Life);
    EXPECT_EQ(entries[2].first, 7);
    EXPECT_EQ(file.history().count(Mark::Life), 2U);
    EXPECT_EQ(file.history().count(Mark::Life, 1), 1U);
}

/// What may be written in a history, and the rule it breaks.
struct Planted {
    const char* name;
    std::vector<Rule> broken;  ///< in the order of the findings
    std::vector<Entry> producer;
    std::vector<Entry> reader;
    Rules rules{.capacity = 8, .in_hand_max = 2};
};
void PrintTo(const Planted& planted, std::ostream* out)
{
    *out << planted.name;
}

const std::vector<Entry> kTwoEpochs = {{Mark::Life, -1, 1}, {Mark::Epoch, 1, 0},
    {Mark::Published, 0, 49}, {Mark::Life, 50, 2}, {Mark::Epoch, 2, 51}, {Mark::Published, 51, 99}};
constexpr std::int64_t kClosed = ringlib::StreamEnd::Closed;

const std::vector<Planted> kPlanted = {
    {"Clean", {}, kTwoEpochs,
        {{Mark::Life, -1, 3}, {Mark::Joined, 10, 0}, {Mark::Accepted, 10, 30},
            {Mark::Life, 31, 4},  // 31 was accepted and not noted
            {Mark::Resumed, 32, 0}, {Mark::Accepted, 32, 40}, {Mark::Life, 41, 5},
            {Mark::Resumed, 39, 0}, {Mark::Redelivered, 39, 40}, {Mark::Accepted, 41, 99},
            {Mark::Sample, 40, 32}, {Mark::Ended, kClosed, 100}}},
    {"TwoDeathsBeforeTheNextEpoch", {},
        {{Mark::Life, -1, 1}, {Mark::Epoch, 1, 0}, {Mark::Published, 0, 49}, {Mark::Life, 52, 2},
            {Mark::Life, -1, 3}, {Mark::Epoch, 2, 50}, {Mark::Life, -1, 4}, {Mark::Epoch, 3, 50}},
        {{Mark::Joined, 0, 0}, {Mark::Accepted, 0, 49}, {Mark::Ended, kClosed, 50}}},
    {"NeverPublished", {Rule::H1Published}, kTwoEpochs,
        {{Mark::Joined, 90, 0}, {Mark::Accepted, 90, 100}}},
    {"Lost", {Rule::H2NothingLost}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Accepted, 22, 30}}},
    {"LostBeforeTheFirst", {Rule::H2NothingLost}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 11, 30}}},
    {"LostAtAResume", {Rule::H2NothingLost}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Life, 21, 4},
            {Mark::Resumed, 23, 0}, {Mark::Accepted, 23, 30}}},
    {"Twice", {Rule::H3NothingTwice}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Accepted, 20, 30}}},
    {"MoreAgainThanInHand", {Rule::H3NothingTwice, Rule::H3NothingTwice}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Life, 20, 4},
            {Mark::Resumed, 18, 0}, {Mark::Redelivered, 18, 20}}},
    {"AgainUnmarked", {Rule::H3NothingTwice}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Life, 20, 4},
            {Mark::Resumed, 20, 0}, {Mark::Accepted, 20, 30}}},
    {"MarkedWithoutReason", {Rule::H3NothingTwice}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Redelivered, 21, 21}}},
    {"OutOfOrder", {Rule::H2NothingLost, Rule::H4InOrder}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Accepted, 22, 22},
            {Mark::Accepted, 21, 21}}},
    {"Torn", {Rule::H5Intact}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Torn, 21, 21},
            {Mark::Accepted, 22, 30}}},
    {"AcceptedAfterEviction", {Rule::H6NothingAfterEviction}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Evicted, 21, 0},
            {Mark::Accepted, 21, 21}},
        {.capacity = 8, .put_out = "reader"}},
    {"PutOutByNobody", {Rule::H6NothingAfterEviction}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Evicted, 21, 0}}},
    {"AcceptedAfterLeaving", {Rule::H6NothingAfterEviction}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 20}, {Mark::Left, 21, 0},
            {Mark::Accepted, 21, 21}}},
    {"SuccessorSkips", {Rule::H7Succession},
        {{Mark::Epoch, 1, 0}, {Mark::Published, 0, 49}, {Mark::Life, 50, 2}, {Mark::Epoch, 2, 52}},
        {}},
    {"SuccessorRepeats", {Rule::H7Succession},
        {{Mark::Epoch, 1, 0}, {Mark::Published, 0, 49}, {Mark::Life, 50, 2}, {Mark::Epoch, 2, 49}},
        {}},
    {"SameEpochTwice", {Rule::H7Succession},
        {{Mark::Epoch, 1, 0}, {Mark::Published, 0, 49}, {Mark::Life, 49, 2}, {Mark::Epoch, 1, 50}},
        {}},
    {"PublishedOutOfOrder", {Rule::H7Succession},
        {{Mark::Epoch, 1, 0}, {Mark::Published, 0, 49}, {Mark::Published, 51, 60}}, {}},
    {"EndMissed", {Rule::H8Complete}, kTwoEpochs,
        {{Mark::Joined, 10, 0}, {Mark::Accepted, 10, 98}, {Mark::Ended, kClosed, 99}}},
    {"GateTooWide", {Rule::H9BackPressure}, kTwoEpochs, {{Mark::Sample, 40, 31}}},
    {"AlertTooEarly", {Rule::H10Alerts}, kTwoEpochs,
        {{Mark::StallBegan, 1000, 0}, {Mark::Alerted, 1099, 0}, {Mark::StallEnded, 1200, 0}},
        {.stall_ns = 100}},
    {"AlertAfterTheStall", {Rule::H10Alerts}, kTwoEpochs,
        {{Mark::StallBegan, 1000, 0}, {Mark::StallEnded, 1200, 0}, {Mark::Alerted, 1201, 0}},
        {.stall_ns = 100}},
    {"AlertTwice", {Rule::H10Alerts}, kTwoEpochs,
        {{Mark::StallBegan, 1000, 0}, {Mark::Alerted, 1100, 0}, {Mark::Alerted, 1150, 0},
            {Mark::StallEnded, 1200, 0}},
        {.stall_ns = 100}},
    {"NoAlert", {Rule::H10Alerts}, kTwoEpochs,
        {{Mark::StallBegan, 1000, 0}, {Mark::StallEnded, 1200, 0}},
        {.stall_ns = 100, .alert_within_ns = 50}},
    {"AlertInTime", {}, kTwoEpochs,
        {{Mark::StallBegan, 1000, 0}, {Mark::Alerted, 1140, 0}, {Mark::StallEnded, 1200, 0}},
        {.stall_ns = 100, .alert_within_ns = 50}},
    {"ACallFailed", {Rule::NothingFails}, kTwoEpochs, {{Mark::Failed, 7, 0}}},
};

class HistoryCheck : public ::testing::TestWithParam<Planted> { };

TEST_P(HistoryCheck, FindsWhatIsPlantedAndNothingElse)
{
    const Planted& planted = GetParam();
    const auto found
        = check({{"producer", planted.producer}, {"reader", planted.reader}}, planted.rules);
    std::vector<Rule> broken;
    for (const Violation& violation : found) {
        broken.push_back(violation.rule);
        EXPECT_FALSE(violation.what.empty());
    }
    EXPECT_EQ(broken, planted.broken);
}

INSTANTIATE_TEST_SUITE_P(Histories, HistoryCheck, ::testing::ValuesIn(kPlanted),
    [](const auto& planted) { return planted.param.name; });

}  // namespace
