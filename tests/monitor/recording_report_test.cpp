// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/comparison.h"
#include "monitor/recording/problems.h"
#include "monitor/recording/report.h"

#include "monitor/snapshots.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace monitor::test {
namespace {

using recording::Mark;
using recording::RingSummary;
using recording::Summary;

Mark said(std::int64_t ms, Severity severity, const std::string& consumer, const std::string& word)
{
    return {at_ms(ms), severity, consumer, word, word + ": because", at_ms(ms - 50)};
}

/// A ring that was recorded from 1 s on for 10 s.
RingSummary ring_with(std::vector<Mark> marks)
{
    RingSummary ring;
    ring.name = "orders";
    ring.samples = 1000;
    ring.begin = at_ms(1000);
    ring.end = at_ms(11'000);
    ring.seconds = 10;
    ring.marks = std::move(marks);
    return ring;
}

TEST(Problems, AreToldOnceHoweverOftenTheyWere)
{
    const auto problems = recording::problems_of(ring_with({
        said(2000, Severity::Ok, "cp_0", "OK"),
        said(3000, Severity::Warn, "cp_0", "STALLED"),
        said(4000, Severity::Err, "cp_0", "STALLED"),
        said(4100, Severity::Err, "", "HELD"),
        said(5000, Severity::Ok, "cp_0", "OK"),
        said(6000, Severity::Warn, "cp_1", "STALLED"),
        said(7000, Severity::Warn, "cp_0", "STALLED"),
    }));
    ASSERT_EQ(problems.size(), 3U);
    EXPECT_EQ(problems[0].consumer, "cp_0");
    EXPECT_EQ(problems[0].word, "STALLED");
    EXPECT_EQ(problems[0].severity, Severity::Err);
    EXPECT_EQ(problems[0].count, 2U) << "a warning that becomes an error is one";
    EXPECT_EQ(problems[0].first, at_ms(3000));
    EXPECT_EQ(problems[0].last, at_ms(7000));
    EXPECT_EQ(problems[1].word, "HELD");
    EXPECT_EQ(problems[2].consumer, "cp_1");
    EXPECT_EQ(problems[2].count, 1U);
}

TEST(Problems, CountEveryRecordOfTheRingItself)
{
    Mark evicted = said(2000, Severity::Warn, "cp_0", "Evicted");
    evicted.source = Mark::Source::Ring;
    const auto problems = recording::problems_of(ring_with({evicted, evicted}));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].count, 2U);
}

TEST(RecordedReport, TellsWhereTheDataCrossedAndWhenTheRuleFired)
{
    Summary summary;
    summary.rings = {ring_with({said(3000, Severity::Warn, "cp_0", "STALLED")})};
    const auto ring = recording::report_json(summary).at("rings").at(0);
    EXPECT_DOUBLE_EQ(ring.at("marks").at(0).at("at_s"), 2.0);
    EXPECT_DOUBLE_EQ(ring.at("marks").at(0).at("evidence_s"), 1.95);
    EXPECT_EQ(ring.at("problems").at(0).at("problem"), "STALLED");
    const std::string text = recording::report_text(summary);
    EXPECT_NE(text.find("(by samples from 1.950 s on)"), std::string::npos) << text;
}

TEST(RecordedComparison, IsARowForEachFigureAsCsv)
{
    Summary summary;
    summary.rings = {ring_with({})};
    const std::string csv = recording::comparison_csv(summary, summary);
    EXPECT_EQ(csv.rfind("ring,consumer,figure,unit,a,b\norders,,published,events/s,", 0), 0U)
        << csv;
}

}  // namespace
}  // namespace monitor::test
