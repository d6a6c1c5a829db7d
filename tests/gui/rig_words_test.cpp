// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/rig_words.h"
#include "gui/tables/output_log.h"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using rig::FaultKind;
using rig::LiveEvent;
using rig::LiveFault;
using rig::LiveStatus;
using rig::LiveWorker;
using rig::scenario::WorkerPhase;
using widgets::StateShape;

LiveFault stall()
{
    LiveFault fault;
    fault.fault = {.kind = FaultKind::Stall, .target = "cp_1", .parameters = {}, .duration = 3s};
    fault.seen.requested = 10s;
    return fault;
}

TEST(RigWords, AFaultIsShownAsFarAsItHasCome)
{
    LiveStatus status;
    status.faults.push_back(stall());
    status.faults.back().seen.proven = 10010ms;
    status.faults.back().planned_end = 13010ms;
    const auto spans = gui::faultSpans(status);
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(spans[0].name, QStringLiteral("stall cp_1"));
    EXPECT_EQ(spans[0].requested, gui::timeOf(10s));
    EXPECT_EQ(spans[0].proven, gui::timeOf(10010ms));
    EXPECT_EQ(spans[0].plannedEnd, gui::timeOf(13010ms));
    EXPECT_FALSE(spans[0].healed);
    EXPECT_FALSE(spans[0].refuted);
}

TEST(RigWords, WhatIsDoneIsSaidInOurWordsAndNamesInItAreEscaped)
{
    rig::Fault slow{.kind = FaultKind::Slow, .target = "cp_0", .parameters = {}, .duration = 3s};
    slow.parameters.factor = 10;
    EXPECT_EQ(gui::faultText(slow), QStringLiteral("slow cp_0 ×10"));
    slow.target = "cp\n0";
    slow.parameters.as = "\x1b[2J";
    EXPECT_EQ(gui::faultText(slow), QStringLiteral("slow cp\\x0a0 ×10 as \\x1b[2J"));
}

TEST(RigWords, AFaultThatWasRefusedIsNotShownAndOneThatIsNotProvenIsStruck)
{
    LiveStatus status;
    status.faults.push_back(stall());
    status.faults.back().seen.trouble = "cp_1 does not run";
    status.faults.back().seen.is_over = true;
    status.faults.push_back(stall());
    status.faults.back().refuted = true;
    status.faults.back().seen.heal_requested = 14s;
    const auto spans = gui::faultSpans(status);
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_TRUE(spans[0].refuted);
    EXPECT_FALSE(spans[0].proven);
}

TEST(RigWords, AProcessHasAShapeAndAWord)
{
    LiveWorker worker;
    EXPECT_EQ(gui::processWord(worker).word, QStringLiteral("not started"));
    worker.seen.pid = 7;
    EXPECT_EQ(gui::processWord(worker).word, QStringLiteral("starting"));
    worker.seen.phase = WorkerPhase::Running;
    EXPECT_EQ(gui::processWord(worker).shape, StateShape::Ok);
    worker.seen.phase = WorkerPhase::Stopped;
    EXPECT_EQ(gui::processWord(worker).shape, StateShape::Stopped);
    worker.seen.phase = WorkerPhase::Exited;
    EXPECT_EQ(gui::processWord(worker).word, QStringLiteral("ended"));
    worker.seen.exit_code = 3;
    EXPECT_EQ(gui::processWord(worker).word, QStringLiteral("failed"));
    worker.seen.exit_signal = 9;
    EXPECT_EQ(gui::processWord(worker).word, QStringLiteral("killed"));
    EXPECT_EQ(gui::processWord(worker).shape, StateShape::Dead);
}

TEST(RigWords, AProcessSaysWhomItWaitsForAndHowItEnded)
{
    LiveWorker worker;
    worker.seen.waiting_for = "segment, 0.4 s";
    EXPECT_EQ(gui::processRemark(worker), QStringLiteral("waits for segment, 0.4 s"));
    worker.seen.waiting_for.clear();
    EXPECT_EQ(gui::processRemark(worker), QString());
    worker.exit = "exit 66: no ring";
    worker.seen.last_error = "ringworker: \x1b[31mred";
    EXPECT_EQ(
        gui::processRemark(worker), QStringLiteral("exit 66: no ring: ringworker: \\x1b[31mred"));
}

TEST(RigWords, AnAlertIsAMarkWithBothTimes)
{
    LiveEvent alert{.kind = LiveEvent::Kind::Alert,
        .at = 12s,
        .worker = "cp_1",
        .text = "alert about cp_1 1.02 s after the ring was full",
        .full_since = 10980ms};
    LiveStatus status;
    status.events.push_back(alert);
    const auto marks = gui::alertMarks(status);
    ASSERT_EQ(marks.size(), 1U);
    EXPECT_EQ(marks[0].at, gui::timeOf(12s));
    EXPECT_EQ(marks[0].text, QStringLiteral("alert 1.02 s after full"));
    const gui::LoggedEvent logged = gui::loggedEvent("a", alert);
    EXPECT_EQ(logged.moment.at, gui::timeOf(12s));
    EXPECT_EQ(logged.moment.consumer, "cp_1");
    EXPECT_TRUE(logged.text.contains(QStringLiteral("(full at "))) << logged.text.toStdString();
    EXPECT_FALSE(gui::laneWords({.kind = LiveEvent::Kind::Started, .text = "cp_1 pid 7 started"}));
}

std::vector<rig::OutputLine> lines(std::size_t count, const std::string& text)
{
    std::vector<rig::OutputLine> all(count);
    for (rig::OutputLine& line : all) {
        line.worker = "cp_0";
        line.text = text;
    }
    return all;
}

TEST(OutputLog, KeepsTheNewestLinesAndNoMoreThanItMay)
{
    gui::OutputLog log;
    log.add(lines(gui::OutputLog::kLinesMax - 1, "old"));
    log.add(lines(3, "new"));
    EXPECT_EQ(log.rowCount(), static_cast<int>(gui::OutputLog::kLinesMax));
    const auto text
        = [&log](int row) { return log.index(row, gui::OutputLog::Text).data().toString(); };
    EXPECT_EQ(text(0), QStringLiteral("old"));
    EXPECT_EQ(text(log.rowCount() - 1), QStringLiteral("new"));
    EXPECT_EQ(text(log.rowCount() - 4), QStringLiteral("old"));
    log.add(lines(gui::OutputLog::kLinesMax + 7, "many"));
    EXPECT_EQ(log.rowCount(), static_cast<int>(gui::OutputLog::kLinesMax));
    EXPECT_EQ(text(0), QStringLiteral("many"));
}

TEST(OutputLog, ShowsAHostileLineAsOneHarmlessLineOfBoundedLength)
{
    gui::OutputLog log;
    log.add(lines(1, "a\x1b[2J\nb" + std::string(10'000, 'x')));
    const QString text = log.index(0, gui::OutputLog::Text).data().toString();
    EXPECT_TRUE(text.startsWith(QStringLiteral("a\\x1b[2J\\x0ab"))) << text.left(20).toStdString();
    EXPECT_LT(text.size(), 2 * gui::OutputLog::kTextMax);
    EXPECT_EQ(log.workers(), QStringList{QStringLiteral("cp_0")});
}

}  // namespace
