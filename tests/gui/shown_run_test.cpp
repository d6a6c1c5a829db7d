// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/readings.h"

#include "gui/scenarios/scenario_marks.h"
#include "gui/scenarios/shown_run.h"

#include "rig/scenario/builtin.h"
#include "rig/scenario/parse.h"

#include <gtest/gtest.h>

/// A run as its card and the plots show it.
namespace {

using namespace std::chrono_literals;
using gui::ShownLine;
using gui_test::at;
using monitor::run::RunProgress;
using rig::scenario::LineStatus;
using rig::scenario::Phase;
using Mark = ShownLine::Mark;

rig::scenario::Time timeAt(double seconds)
{
    return at(seconds).time_since_epoch();
}

gui::ShownRun runWith(std::optional<rig::Verdict> verdict)
{
    gui::ShownRun run;
    run.summary.verdict = verdict;
    run.summary.lines = {{"a", "first", LineStatus::Passed, "first", "well", {}},
        {"b", "second", LineStatus::NotJudged, "second", "never proven", 2.0},
        {"c", "third", LineStatus::Failed, "≤ 1 s", "2 s", 3.0},
        {"d", "fourth", LineStatus::Open, "fourth", "", {}},
        {"e", "fifth", LineStatus::NotNeeded, "fifth", "the stream is over", {}}};
    return run;
}

std::vector<Mark> marks(const std::vector<ShownLine>& lines)
{
    std::vector<Mark> all;
    for (const ShownLine& line : lines) {
        all.push_back(line.mark);
    }
    return all;
}

TEST(ShownRun, KeepsItsLinesInTheirPlacesWhileItGoesOn)
{
    const auto lines = shownLines(runWith(std::nullopt));
    EXPECT_EQ(lines[0].name, QStringLiteral("first"));
    EXPECT_EQ(lines[2].name, QStringLiteral("third"));
    EXPECT_EQ(lines[3].mark, Mark::Open);
}

TEST(ShownRun, HasWhatBrokeFirstWithItsEvidence)
{
    const auto lines = shownLines(runWith(rig::Verdict::Fail));
    EXPECT_EQ(lines[0].name, QStringLiteral("third"));
    EXPECT_TRUE(lines[0].loud);
    EXPECT_EQ(lines[0].evidence, QStringLiteral("2 s; right is ≤ 1 s"));
    EXPECT_EQ(lines[0].at_s, 3.0);
    EXPECT_EQ(lines[2].name, QStringLiteral("second, not judged")) << "what is missing is no tick";
    EXPECT_EQ(marks(lines),
        (std::vector<Mark>{Mark::Cross, Mark::Tick, Mark::Dash, Mark::Dash, Mark::Dash}));
}

TEST(ShownRun, AsksWhatMadeItInconclusive)
{
    const auto lines = shownLines(runWith(rig::Verdict::Inconclusive));
    EXPECT_EQ(marks(lines),
        (std::vector<Mark>{Mark::Cross, Mark::Question, Mark::Tick, Mark::Dash, Mark::Dash}));
    EXPECT_FALSE(lines[1].at_s) << "where nothing was seen there is nothing to look at";
}

TEST(ShownRun, EndsWhereNobodyWouldReadOn)
{
    gui::ShownRun run;
    run.summary.verdict = rig::Verdict::Pass;
    run.summary.lines.resize(300);
    const auto lines = shownLines(run);
    EXPECT_EQ(lines.size(), gui::kCardLinesMax + 1);
    EXPECT_EQ(lines.back().name, QStringLiteral("260 more, in the report"));
}

TEST(ShownRun, ShowsWordsOfOthersAsOneHarmlessLine)
{
    EXPECT_EQ(
        gui::shownWords("\x1b[31m\n\xe2\x80\xae≤ ä"), QStringLiteral("\\x1b[31m\\x0a\\u202e≤ ä"));
    EXPECT_LT(gui::shownWords(std::string(1 << 20, 'a')).size(), 1000);
    EXPECT_FALSE(gui::shownWords("\xff\xfe").isEmpty()) << "no valid UTF-8";
}

class Marks : public testing::Test {
protected:
    Marks()
    {
        scenario = *rig::scenario::parse_scenario(
            rig::scenario::find_builtin_scenario("stall-and-resume-in-grace")->text);
        step = &scenario.method.front();
        progress.phases = {{Phase::Prepare, timeAt(0)}, {Phase::Inject, timeAt(2)}};
        progress.faults.push_back({step->id, timeAt(3), {}, {}, {}, {}, {}, {}});
    }

    [[nodiscard]] gui::FaultSpan span() const { return gui::faultSpans(progress, scenario).at(0); }

    rig::scenario::Scenario scenario;
    const rig::scenario::Step* step = nullptr;
    RunProgress progress;
};

TEST_F(Marks, SayWhatIsAskedForAndNoMoreThanThat)
{
    EXPECT_EQ(span().name, QStringLiteral("stall of cp_1"));
    EXPECT_EQ(span().requested, at(3));
    EXPECT_FALSE(span().proven || span().healed || span().ended || span().refuted);
    progress.faults.front().id = "unknown";
    EXPECT_TRUE(gui::faultSpans(progress, scenario).empty());
}

TEST_F(Marks, FollowAFaultToTheRecovery)
{
    progress.faults.front().proven = timeAt(3.1);
    ASSERT_TRUE(step->fault.duration);
    EXPECT_EQ(span().plannedEnd, at(3.1) + *step->fault.duration);
    progress.faults.front().healed = timeAt(4);
    EXPECT_FALSE(span().recovered);
    progress.phases.push_back({Phase::SteadyAgain, timeAt(4.5)});
    EXPECT_EQ(span().recovered, at(4.5));
    EXPECT_FALSE(span().ended);
}

TEST_F(Marks, EndWithTheRunWhatIsNotHealedAndStrikeOutWhatIsNotProven)
{
    progress.phases.push_back({Phase::Over, timeAt(9)});
    EXPECT_TRUE(span().refuted);
    progress.faults.front().proven = timeAt(3.1);
    EXPECT_FALSE(span().refuted);
    EXPECT_EQ(span().ended, at(9));
    EXPECT_FALSE(span().healed) << "nobody healed it";
}

TEST_F(Marks, CallThePhasesByTheirNames)
{
    const auto captions = gui::captions(progress);
    ASSERT_EQ(captions.size(), 2U);
    EXPECT_EQ(captions[1].text, QStringLiteral("inject"));
    EXPECT_EQ(captions[1].at, at(2));
}

}  // namespace
