// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/readings.h"

#include "gui/plots/lane_events.h"
#include "gui/rings/ring_session.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace {

using gui::RingSession;
using gui_test::at;
using gui_test::heldReading;
using gui_test::reading;
using monitor::ConsumerState;

TEST(RingSession, NumbersConsumersByFirstAppearanceAndKeepsTheNumbers)
{
    RingSession session("orders");
    session.apply(reading(0, {"b"}));
    session.apply(reading(1, {"a", "b"}));
    session.apply(reading(2, {"a"}));
    EXPECT_EQ(session.seriesOf("b"), 0);
    EXPECT_EQ(session.seriesOf("a"), 1);
    EXPECT_EQ(session.consumersSeen(), (std::vector<std::string>{"b", "a"}));
}

TEST(RingSession, NumbersExpectedConsumersFirst)
{
    RingSession session("orders");
    session.expectConsumers({"cp_0", "cp_1"});
    session.apply(reading(0, {"cp_1", "other", "cp_0"}));
    EXPECT_EQ(session.seriesOf("cp_0"), 0);
    EXPECT_EQ(session.seriesOf("cp_1"), 1);
    EXPECT_EQ(session.seriesOf("other"), 2);
}

TEST(RingSession, StartsNumbersAndFirstSampleAnewWithAnotherRingOfTheName)
{
    RingSession session("orders");
    QSignalSpy replaced(&session, &RingSession::replaced);
    session.apply(reading(0, {"a", "b"}));
    monitor::RingReading other = reading(5, {"b"});
    other.instance_number = 2;
    session.apply(other);
    EXPECT_EQ(session.seriesOf("b"), 0);
    EXPECT_EQ(session.firstSample(), at(5));
    EXPECT_EQ(replaced.count(), 1);
}

TEST(RingSession, DoesNotTakeTheFirstRingForAReplacement)
{
    RingSession session("orders");
    QSignalSpy replaced(&session, &RingSession::replaced);
    monitor::RingReading waiting;
    waiting.ring = "orders";
    session.apply(waiting);
    session.apply(reading(1, {"a"}));
    session.apply(reading(2, {"a"}));
    EXPECT_EQ(replaced.count(), 0);
    EXPECT_EQ(session.firstSample(), at(1));
}

TEST(RingSession, HasNoFirstSampleWhileTheRingIsWaitedFor)
{
    RingSession session("orders");
    monitor::RingReading waiting;
    waiting.ring = "orders";
    waiting.sampled_at = at(0);
    session.apply(waiting);
    EXPECT_FALSE(session.firstSample());
}

TEST(RingSession, MarksAStateOnceWhenItBegins)
{
    RingSession session("orders");
    session.apply(reading(0, {"a"}));
    session.apply(reading(1, {"a"}));
    monitor::RingReading stalled = reading(2, {"a"});
    stalled.consumers[0].state = ConsumerState::Stalled;
    stalled.consumers[0].since = at(1.7);
    session.apply(stalled);
    session.apply(stalled);
    ASSERT_EQ(session.stateMarks().size(), 2U);
    EXPECT_EQ(session.stateMarks()[1].state, ConsumerState::Stalled);
    EXPECT_EQ(session.stateMarks()[1].at, at(1.7));
}

TEST(RingSession, DoesNotMarkThatAConsumerIsNotJudgedYet)
{
    RingSession session("orders");
    monitor::RingReading unknown = reading(0, {"a"});
    unknown.consumers[0].state = ConsumerState::Unknown;
    session.apply(unknown);
    EXPECT_TRUE(session.stateMarks().empty());
    session.apply(reading(1, {"a"}));
    session.apply(unknown);
    EXPECT_EQ(session.stateMarks().size(), 2U) << "that it can be judged no more is one";
}

TEST(RingSession, MarksWhatBecomesOfTheRingAndThatItLosesItsName)
{
    RingSession session("orders");
    session.apply(reading(0, {"a"}));
    monitor::RingReading now = reading(1, {"a"});
    now.named = false;
    session.apply(now);
    session.apply(now);
    now.state = monitor::RingWord::Orphan;
    now.sampled_at = at(2);
    session.apply(now);
    ASSERT_EQ(session.ringMarks().size(), 3U);
    EXPECT_FALSE(session.ringMarks()[0].nameless);
    EXPECT_TRUE(session.ringMarks()[1].nameless);
    EXPECT_EQ(session.ringMarks()[1].at, at(1));
    EXPECT_EQ(session.ringMarks()[2].word, monitor::RingWord::Orphan);
    const monitor::History history;
    const auto marks = laneEvents(session, history, {at(0), at(10), {}}).marks;
    ASSERT_EQ(marks.size(), 3U) << "a's state, and the two";
    EXPECT_EQ(marks[1].consumer, QStringLiteral("name removed"));
    EXPECT_EQ(marks[2].consumer, QStringLiteral("ORPHAN"));
    session.clearPast();
    EXPECT_EQ(session.ringMarks().size(), 1U) << "as it is now";
}

TEST(RingSession, KeepsOneSpanWhileTheProducerIsHeldAndEndsItAfterwards)
{
    RingSession session("orders");
    session.apply(heldReading(2, {"a", "b"}, "a", 1.5));
    session.apply(heldReading(3, {"a", "b"}, "a", 1.5));
    ASSERT_EQ(session.heldSpans().size(), 1U);
    EXPECT_EQ(session.heldSpans()[0].from, at(1.5));
    EXPECT_EQ(session.heldSpans()[0].consumer, "a");
    EXPECT_FALSE(session.heldSpans()[0].to);
    session.apply(reading(4, {"a", "b"}));
    ASSERT_EQ(session.heldSpans().size(), 1U);
    EXPECT_EQ(session.heldSpans()[0].to, at(4));
}

TEST(RingSession, TellsTwoHoldsApartByTheirBeginning)
{
    RingSession session("orders");
    session.apply(heldReading(2, {"a", "b"}, "a", 1.5));
    session.apply(heldReading(6, {"a", "b"}, "b", 5));
    ASSERT_EQ(session.heldSpans().size(), 2U);
    EXPECT_EQ(session.heldSpans()[0].to, at(5));
    EXPECT_EQ(session.heldSpans()[1].consumer, "b");
}

TEST(RingSession, ForgetsThePastOnDemandButNotAHoldThatGoesOn)
{
    RingSession session("orders");
    session.apply(heldReading(2, {"a"}, "a", 1.5));
    session.apply(reading(3, {"a"}));
    session.apply(heldReading(6, {"a"}, "a", 5));
    session.clearPast();
    EXPECT_TRUE(session.stateMarks().empty());
    ASSERT_EQ(session.heldSpans().size(), 1U);
    EXPECT_EQ(session.heldSpans()[0].from, at(5));
}

TEST(RingSession, SelectsWhoHoldsTheProducerUntilTheUserChooses)
{
    RingSession session("orders");
    EXPECT_EQ(session.selectedConsumer(), "");
    session.apply(reading(0, {"a", "b"}));
    EXPECT_EQ(session.selectedConsumer(), "a");
    session.apply(heldReading(2, {"a", "b"}, "b", 1));
    EXPECT_EQ(session.selectedConsumer(), "b");
    session.selectConsumer("a");
    EXPECT_EQ(session.selectedConsumer(), "a");
    session.clearSelection();
    EXPECT_EQ(session.selectedConsumer(), "b");
}

TEST(RingSession, TellsAnotherSentenceAndNotOtherNumbersInIt)
{
    RingSession session("orders");
    QSignalSpy told(&session, &RingSession::diagnosisChanged);
    session.apply(reading(0, {"a"}));
    monitor::RingReading numbers = reading(1, {"a"});
    numbers.diagnosis.evidence = "other numbers";
    session.apply(numbers);
    EXPECT_EQ(told.count(), 1);
    session.apply(heldReading(2, {"a"}, "a", 1));
    EXPECT_EQ(told.count(), 2);
}

TEST(RingSession, KeepsABoundedNumberOfMarks)
{
    RingSession session("orders");
    monitor::RingReading now = reading(0, {"a"});
    for (int i = 0; i < 5000; ++i) {
        now.consumers[0].state = i % 2 == 0 ? ConsumerState::Ok : ConsumerState::High;
        now.consumers[0].since = at(i);
        session.apply(now);
    }
    EXPECT_LE(session.stateMarks().size(), 2000U);
    EXPECT_EQ(session.stateMarks().back().at, at(4999));
}

TEST(RingSession, MarksWhereAnotherProducerOrAnotherRingBegan)
{
    gui::RingSession session("orders");
    session.apply(reading(1, {"cp_0"}));
    EXPECT_TRUE(session.beginnings().empty()) << "the first is no news";
    monitor::RingReading next = reading(2, {"cp_0"});
    next.producer.epoch = 2;
    session.apply(next);
    ASSERT_EQ(session.beginnings().size(), 1U);
    EXPECT_EQ(session.beginnings()[0].text, QStringLiteral("epoch 2"));
    EXPECT_EQ(session.beginnings()[0].at, at(2));
    next = reading(3, {"cp_0"});
    next.instance_number = 2;
    session.apply(next);
    ASSERT_EQ(session.beginnings().size(), 2U);
    EXPECT_TRUE(session.beginnings()[1].text.contains(QStringLiteral("new instance")));
}

}  // namespace
