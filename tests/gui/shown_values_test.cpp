// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/readings.h"

#include "gui/parts/wall_clock.h"
#include "gui/plots/lane_events.h"
#include "gui/rings/diagnosis_words.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/ring_picture.h"
#include "gui/rings/ring_row.h"
#include "gui/rings/shown_state.h"
#include "gui/tables/consumer_rows.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using gui::RingSession;
using gui_test::at;
using gui_test::heldReading;
using gui_test::reading;
using monitor::RingWord;
using widgets::StateShape;
using widgets::Tone;

TEST(ShownState, GivesEachStateOfAConsumerAShapeOfItsOwn)
{
    std::set<StateShape> shapes;
    for (int state = 1; state <= 15; ++state) {
        shapes.insert(gui::shapeOf(static_cast<monitor::ConsumerState>(state)));
    }
    EXPECT_EQ(shapes.size(), 15U);
}

TEST(ShownState, ShowsAHeldProducerAsTheGateInRed)
{
    const gui::ShownState shown = gui::shownState(heldReading(2, {"a"}, "a", 1));
    EXPECT_EQ(shown.shape, StateShape::Gating);
    EXPECT_EQ(shown.tone, Tone::Error);
}

TEST(ShownState, DoesNotCallARingHeldThatCannotBeReadAnyMore)
{
    monitor::RingReading gone = heldReading(2, {"a"}, "a", 1);
    gone.attached = false;
    gone.state = RingWord::Waiting;
    EXPECT_EQ(gui::shownState(gone).shape, StateShape::Absent);
}

TEST(RingRow, SaysForHowLongTheProducerIsHeld)
{
    const gui::RingRow row = gui::ringRow(heldReading(4.2, {"a"}, "a", 1));
    EXPECT_TRUE(row.held);
    EXPECT_EQ(row.condition, QStringLiteral("held 3.2 s"));
    EXPECT_DOUBLE_EQ(row.fill, 1);
}

TEST(RingRow, OffersToAttachOnlyWhereThatWorks)
{
    monitor::RingListing listing;
    listing.ring = "old";
    listing.state = RingWord::Incompatible;
    listing.reason = "layout 3 is newer than 1";
    const gui::RingRow refused = gui::ringRow(listing);
    EXPECT_FALSE(refused.attachable);
    EXPECT_EQ(refused.shape, StateShape::Refused);
    EXPECT_EQ(refused.condition, QStringLiteral("layout 3 is newer than 1"));
    listing.state = RingWord::Live;
    EXPECT_TRUE(gui::ringRow(listing).attachable);
}

TEST(RingRow, SaysThatAListedRingIsHeldAndWhoIsLeftOfAnOrphan)
{
    monitor::RingListing listing;
    listing.ring = "orders";
    listing.state = RingWord::Live;
    listing.held_for = std::chrono::milliseconds(3200);
    gui::RingRow row = gui::ringRow(listing);
    EXPECT_TRUE(row.held);
    EXPECT_EQ(row.shape, StateShape::Gating);
    EXPECT_EQ(row.condition, QStringLiteral("held 3.2 s"));
    listing.held_for.reset();
    listing.state = RingWord::Orphan;
    listing.consumers = 3;
    EXPECT_EQ(gui::ringRow(listing).condition, QStringLiteral("no process holds it"))
        << "their places are there, they are not";
    listing.consumers_alive = 2;
    EXPECT_EQ(gui::ringRow(listing).condition, QStringLiteral("no producer, 2 consumers"));
}

TEST(RingRow, IsNotGreenWithoutItsName)
{
    monitor::RingReading nameless = reading(1, {"a"});
    nameless.named = false;
    nameless.diagnosis.severity = monitor::Severity::Warn;
    const gui::RingRow row = gui::ringRow(nameless);
    EXPECT_EQ(row.tone, widgets::Tone::Warning);
    EXPECT_EQ(row.condition, QStringLiteral("name removed"));
    EXPECT_EQ(row.kind(), gui::RingRow::Condition::Trouble);
}

TEST(DiagnosisText, LinksToNobodyWhereTheRingHasNoProducerOrNoName)
{
    RingSession session("orders");
    monitor::RingReading now = reading(0, {"a"});
    now.diagnosis.severity = monitor::Severity::Warn;
    session.apply(now);
    EXPECT_FALSE(gui::diagnosisText(session).link.isEmpty());
    now.named = false;
    session.apply(now);
    EXPECT_TRUE(gui::diagnosisText(session).link.isEmpty());
    now.named = true;
    now.state = RingWord::Orphan;
    session.apply(now);
    EXPECT_TRUE(gui::diagnosisText(session).link.isEmpty());
}

TEST(RingRow, EscapesWhatAnotherProgramWrote)
{
    monitor::RingListing listing;
    listing.ring = "a\x1b]0;x\x07\n<b>";
    EXPECT_FALSE(gui::ringRow(listing).name.contains(QChar(0x1b)));
    EXPECT_FALSE(gui::ringRow(listing).name.contains(QLatin1Char('\n')));
}

TEST(ConsumerRows, PutNoNumberWhereNoneIsKnown)
{
    RingSession session("orders");
    monitor::RingReading now = reading(0, {"a"});
    now.consumers[0].state = monitor::ConsumerState::Absent;
    now.consumers[0].sequence = ringlib::kNoSequence;
    session.apply(now);
    const monitor::History history;
    gui::LagSparklines sparklines;
    const auto rows = consumerRows(session, history, sparklines);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_FALSE(rows[0].lagTime);
    EXPECT_FALSE(rows[0].noProgress);
    EXPECT_FALSE(rows[0].cursor);
}

TEST(ConsumerRows, MarkWhoHoldsTheProducerAndNobodyElse)
{
    RingSession session("orders");
    session.apply(heldReading(2, {"a", "b"}, "b", 1));
    const monitor::History history;
    gui::LagSparklines sparklines;
    const auto rows = consumerRows(session, history, sparklines);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_FALSE(rows[0].culprit);
    EXPECT_TRUE(rows[1].culprit);
    EXPECT_EQ(rows[1].word, QStringLiteral("STOPPED"));
}

TEST(ConsumerRows, SayThatALagInTimeIsShorterThanTheClockTells)
{
    RingSession session("orders");
    monitor::RingReading now = reading(0, {"a"});
    now.consumers[0].lag_events = 3;
    now.consumers[0].lag_time.age = std::chrono::milliseconds(2);
    session.apply(now);
    const monitor::History history;
    gui::LagSparklines sparklines;
    EXPECT_EQ(
        consumerRows(session, history, sparklines)[0].lagTime->text(), QStringLiteral("< 10 ms"));
}

TEST(ConsumerRows, SayMoreThanOfARestThatBeganUnseen)
{
    RingSession session("orders");
    monitor::RingReading now = reading(0, {"a"});
    now.consumers[0].since_progress = std::chrono::seconds(3);
    now.consumers[0].progress_unseen = true;
    session.apply(now);
    const monitor::History history;
    gui::LagSparklines sparklines;
    EXPECT_EQ(
        consumerRows(session, history, sparklines)[0].noProgress->text(), QStringLiteral("> 3 s"));
}

TEST(RingPicture, NamesTheCulpritAndForHowLong)
{
    RingSession session("orders");
    session.apply(heldReading(4.2, {"a", "b"}, "b", 1));
    const widgets::RingViewState state = gui::ringPicture(session);
    EXPECT_TRUE(state.held);
    EXPECT_EQ(state.culprit, QStringLiteral("b"));
    EXPECT_EQ(state.notes, QStringList{QStringLiteral("3.2 s")});
    EXPECT_EQ(state.highWater, 1.0);
}

TEST(RingPicture, KeepsTheLastValuesOfARingThatWentAndSaysSo)
{
    RingSession session("orders");
    session.apply(reading(1, {"a"}));
    monitor::RingReading gone = reading(2, {"a"});
    gone.attached = false;
    gone.state = RingWord::Waiting;
    session.apply(gone);
    const widgets::RingViewState state = gui::ringPicture(session);
    EXPECT_EQ(state.mode, widgets::RingMode::Gone);
    EXPECT_EQ(state.word, QStringLiteral("GONE"));
    EXPECT_EQ(state.consumers.size(), 1U);
}

TEST(RingPicture, WaitsForARingThatNeverWas)
{
    RingSession session("orders");
    monitor::RingReading waiting;
    waiting.ring = "orders";
    session.apply(waiting);
    EXPECT_EQ(gui::ringPicture(session).mode, widgets::RingMode::Waiting);
    EXPECT_EQ(gui::ringPicture(session).word, QStringLiteral("WAITING"));
}

TEST(LaneEvents, HaveWhatHappenedToTheRing)
{
    RingSession session("orders");
    session.apply(reading(0, {"a"}));
    session.apply(heldReading(3, {"a"}, "a", 2));
    session.setFaults({{QStringLiteral("stall a"), at(1), at(1.1), at(4), {}, {}}});
    session.setCaptions({{at(1), QStringLiteral("a stalled")}});
    const monitor::History history;
    const widgets::StripEvents events = laneEvents(session, history, {at(0), at(10), {}});
    ASSERT_EQ(events.held.size(), 1U);
    EXPECT_DOUBLE_EQ(events.held[0].from, gui::plotSeconds(at(2)));
    EXPECT_FALSE(events.held[0].to);
    ASSERT_EQ(events.faults.size(), 1U);
    EXPECT_DOUBLE_EQ(*events.faults[0].proven, gui::plotSeconds(at(1.1)));
    EXPECT_EQ(events.captions.size(), 1U);
    EXPECT_EQ(events.marks.size(), 2U);
}

TEST(LaneEvents, ShowWhenLivenessFiresWhileTheProducerIsHeld)
{
    RingSession session("orders");
    monitor::RingReading held = heldReading(3, {"a"}, "a", 2);
    held.liveness.emplace();
    held.liveness->config.progress_timeout = std::chrono::seconds(5);
    held.liveness->fires_in = std::chrono::seconds(4);
    session.apply(held);
    const monitor::History history;
    const widgets::StripEvents events = laneEvents(session, history, {at(0), at(10), {}});
    EXPECT_EQ(events.held[0].deadline, gui::plotSeconds(at(7)));
    EXPECT_NEAR(*gui::diagnosisText(session).deadline, 0.2, 1e-9);
}

TEST(LaneEvents, JoinGapsThatAreLessThanAPixelApart)
{
    const RingSession session("orders");
    monitor::History history;
    history.add_gap("orders", {at(1), at(1.2), 20});
    history.add_gap("orders", {at(1.205), at(1.3), 9});
    history.add_gap("orders", {at(2), at(2.1), 10});
    const widgets::StripEvents events
        = laneEvents(session, history, {at(0), at(10), std::chrono::milliseconds(10)});
    ASSERT_EQ(events.missed.size(), 2U);
    EXPECT_DOUBLE_EQ(events.missed[0].to, gui::plotSeconds(at(1.3)));
    EXPECT_EQ(events.missed[0].count, 29U);
}

TEST(DiagnosisWords, LeadToTheRuleThatTheSentenceRestsOn)
{
    RingSession session("orders");
    session.apply(heldReading(2, {"a", "b"}, "b", 1));
    const widgets::DiagnosisText text = gui::diagnosisText(session);
    EXPECT_EQ(text.lead, QStringLiteral("b holds the producer of orders"));
    EXPECT_EQ(text.link, QStringLiteral("Rule 4, evidence"));
    session.apply(reading(3, {"a", "b"}));
    EXPECT_TRUE(gui::diagnosisText(session).link.isEmpty());
}

TEST(DiagnosisWords, GiveEvidenceOfTheSelectedConsumerFirstThenOfWhoWantsAttention)
{
    RingSession session("orders");
    session.apply(heldReading(2, {"a", "b", "c"}, "c", 1));
    session.selectConsumer("a");
    const auto lines = gui::evidenceLines(session, 3);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].lead, QStringLiteral("a is OK."));
    EXPECT_EQ(lines[1].lead, QStringLiteral("c is STOPPED."));
    EXPECT_TRUE(lines[1].text.contains(QStringLiteral("Rule 4: process state T")));
}

TEST(RingName, DropsTheOneSlashThatASharedMemoryNameMayHave)
{
    EXPECT_EQ(gui::ringName(QStringLiteral(" /orders ")), "orders");
    EXPECT_EQ(gui::ringName(QStringLiteral("orders")), "orders");
    EXPECT_EQ(gui::ringName(QStringLiteral("/tmp/orders")), "/tmp/orders");
    EXPECT_EQ(gui::ringName(QStringLiteral("./orders")), "./orders");
    EXPECT_EQ(gui::segmentPath("orders"), QStringLiteral("/dev/shm/orders"));
    EXPECT_EQ(gui::segmentPath("./orders"), QStringLiteral("./orders"));
}

TEST(WallClock, HasAsManyDecimalsAsAskedFor)
{
    const monitor::TimePoint now = monitor::Clock::now();
    EXPECT_EQ(gui::timeOfDay(now, 0).size(), 8);
    EXPECT_EQ(gui::timeOfDay(now, 1).size(), 10);
    EXPECT_EQ(gui::timeOfDay(now, 3).size(), 12);
}

}  // namespace
