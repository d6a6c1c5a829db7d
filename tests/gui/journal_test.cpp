// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/list_table.h"
#include "gui/parts/text_filter.h"
#include "gui/readings.h"
#include "gui/rings/ring_census.h"
#include "gui/tables/event_log.h"
#include "gui/tables/event_reporter.h"
#include "gui/tables/problem_log.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace {

using gui::ProblemLog;
using gui_test::at;
using gui_test::heldReading;
using gui_test::reading;

QString cell(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

monitor::RingListing listing(const std::string& ring)
{
    monitor::RingListing out;
    out.ring = ring;
    out.state = monitor::RingWord::Live;
    return out;
}

TEST(TextFilter, TakesWordsExclusionsAndExpressions)
{
    const auto matches = [](const char* typed, const char* text) {
        return gui::TextFilter(QString::fromUtf8(typed)).matches(QString::fromUtf8(text));
    };
    EXPECT_TRUE(matches("", "orders"));
    EXPECT_TRUE(matches("ORD", "orders"));
    EXPECT_FALSE(matches("ticks", "orders"));
    EXPECT_FALSE(matches("ord -ers", "orders"));
    EXPECT_TRUE(matches("ord -ticks", "orders"));
    EXPECT_TRUE(matches("/^o.*s$/", "orders"));
    EXPECT_FALSE(matches("/^r/", "orders"));
    EXPECT_FALSE(matches("-/^o/", "orders"));
    EXPECT_TRUE(matches("/[/", "a/[/b")) << "no expression: a word";
    EXPECT_TRUE(matches("-", "a-b")) << "one that excludes nothing is a word";
    EXPECT_FALSE(matches(".", "orders")) << "a word is no expression";
}

TEST(ProblemLog, CountsWhatHappensAgainAndKeepsTheFirstAndTheLastTime)
{
    ProblemLog log;
    log.take(heldReading(10, {"cp_0", "cp_1"}, "cp_1", 9));
    log.take(heldReading(12, {"cp_0", "cp_1"}, "cp_1", 9));
    ASSERT_EQ(log.rowCount(), 1) << "it is one that goes on";
    EXPECT_EQ(log.problem(0).count, 1);
    EXPECT_EQ(log.openCount(), 1);
    EXPECT_EQ(cell(log, 0, ProblemLog::What), QStringLiteral("STOPPED"));
    EXPECT_EQ(cell(log, 0, ProblemLog::Who), QStringLiteral("cp_1"));
    EXPECT_EQ(cell(log, 0, ProblemLog::Last), QStringLiteral("now"));
    EXPECT_TRUE(cell(log, 0, ProblemLog::Evidence).startsWith(QStringLiteral("Rule 4: process")));
    log.take(reading(13, {"cp_0", "cp_1"}));
    EXPECT_EQ(log.openCount(), 0);
    EXPECT_NE(cell(log, 0, ProblemLog::Last), QStringLiteral("now"));
    log.take(heldReading(20, {"cp_0", "cp_1"}, "cp_1", 19));
    ASSERT_EQ(log.rowCount(), 1);
    EXPECT_EQ(log.problem(0).count, 2);
    EXPECT_EQ(log.problem(0).first, at(10));
    EXPECT_EQ(log.momentOf(0).at, at(20)) << "where it began the last time";
    EXPECT_EQ(log.momentOf(0).consumer, "cp_1");
}

TEST(ProblemLog, KeepsTheWorstThatAProblemWas)
{
    ProblemLog log;
    monitor::RingReading held = heldReading(10, {"cp_0"}, "cp_0", 9);
    held.consumers[0].severity = monitor::Severity::Err;
    log.take(held);
    held.consumers[0].severity = monitor::Severity::Warn;
    log.take(held);
    EXPECT_EQ(log.problem(0).tone, widgets::Tone::Error);
}

TEST(ProblemLog, TellsRingsApartAndForgetsNoOther)
{
    ProblemLog log;
    monitor::RingReading held = heldReading(10, {"cp_0"}, "cp_0", 9);
    log.take(held);
    held.ring = "quotes";
    log.take(held);
    EXPECT_EQ(log.rowCount(), 2);
    log.close("quotes");
    EXPECT_EQ(log.openCount(), 1);
    EXPECT_TRUE(log.problem(1).open) << "that of the other ring";
}

TEST(ProblemLog, HasWhatIsWrongWithTheRingItself)
{
    ProblemLog log;
    monitor::RingReading cut = reading(10, {"cp_0"});
    cut.attached = false;
    cut.state = monitor::RingWord::Truncated;
    cut.diagnosis = {monitor::Severity::Err, "orders was cut short", "64 of 128 KiB are left"};
    log.take(cut);
    ASSERT_EQ(log.rowCount(), 1);
    EXPECT_EQ(cell(log, 0, ProblemLog::What), QStringLiteral("TRUNCATED"));
    EXPECT_EQ(cell(log, 0, ProblemLog::Who), QStringLiteral("the ring"));
}

TEST(ProblemLog, HasALostNameBesideWhatIsWrongWithConsumers)
{
    ProblemLog log;
    monitor::RingReading nameless = heldReading(10, {"cp_0"}, "cp_0", 9);
    nameless.named = false;
    log.take(nameless);
    ASSERT_EQ(log.rowCount(), 2);
    EXPECT_EQ(log.openCount(), 2);
    EXPECT_EQ(cell(log, 1, ProblemLog::What), QStringLiteral("LOST NAME"));
    EXPECT_EQ(cell(log, 1, ProblemLog::Who), QStringLiteral("the ring"));
    EXPECT_TRUE(cell(log, 1, ProblemLog::Evidence).startsWith(QStringLiteral("Rule 16: ")));
    nameless.state = monitor::RingWord::Closed;
    nameless.consumers.clear();
    nameless.diagnosis.severity = monitor::Severity::Info;
    log.take(nameless);
    EXPECT_EQ(log.openCount(), 0) << "that is how a ring ends";
}

TEST(EventLog, IsBounded)
{
    gui::EventLog log;
    for (std::size_t i = 0; i <= gui::EventLog::kEventsMax; ++i) {
        log.add({{"r", "", at(static_cast<double>(i))}, gui::EventKind::Note, {}, {}, {}});
    }
    EXPECT_EQ(log.rowCount(), static_cast<int>(gui::EventLog::kEventsMax));
    EXPECT_EQ(log.loggedEvent(0).moment.at, at(1)) << "the oldest went";
}

TEST(RingCensus, TellsWhoCameAndWhoWentButNotWhoWasThere)
{
    gui::RingCensus census;
    const QSignalSpy appeared(&census, &gui::RingCensus::appeared);
    const QSignalSpy vanished(&census, &gui::RingCensus::vanished);
    census.take({listing("a")}, at(0));
    EXPECT_EQ(appeared.count(), 0);
    census.take({listing("a"), listing("b")}, at(1));
    EXPECT_EQ(appeared.count(), 1);
    census.take({listing("b")}, at(2));
    EXPECT_EQ(vanished.count(), 1);
    EXPECT_EQ(census.rings().at("a").goneSince, at(2)) << "it is remembered";
    EXPECT_FALSE(census.rings().at("a").newSince);
    EXPECT_EQ(census.rings().at("b").newSince, at(1));
    census.take({listing("a"), listing("b")}, at(3));
    EXPECT_EQ(appeared.count(), 2) << "it came back";
    EXPECT_FALSE(census.rings().at("a").goneSince);
}

TEST(RingCensus, ForgetsWhatIsDismissedAndWhatWentLongAgo)
{
    gui::RingCensus census;
    census.take({listing("a"), listing("b")}, at(0));
    census.dismiss("a");
    EXPECT_EQ(census.rings().count("a"), 1U) << "it is there";
    census.take({listing("b")}, at(1));
    census.dismiss("a");
    EXPECT_EQ(census.rings().count("a"), 0U);
    for (std::size_t i = 0; i < gui::RingCensus::kGoneMax + 10; ++i) {
        census.take(
            {listing("b"), listing("x" + std::to_string(i))}, at(2 + static_cast<double>(i)));
    }
    EXPECT_LE(census.rings().size(), gui::RingCensus::kGoneMax + 2);
    EXPECT_EQ(census.rings().count("x0"), 0U);
    EXPECT_EQ(census.rings().count("b"), 1U);
}

}  // namespace
