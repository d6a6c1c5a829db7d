// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_lines.h"

#include <gtest/gtest.h>
#include <string>

namespace rig {
namespace {

constexpr std::string_view kConsumer
    = R"({"type":"summary","role":"consumer","id":"cp_0","events":20,"first":5,"last":24,)"
      R"("gaps":1,"duplicates":2,"out_of_order":3,"torn":4,"redelivered":5,"end":"closed"})";

std::string without(std::string_view line, std::string_view part)
{
    std::string text(line);
    const auto found = text.find(part);
    return found == std::string::npos ? "" : text.erase(found, part.size());
}

TEST(WorkerLines, ReadsAConsumersSummary)
{
    const auto summary = parse_summary_line(kConsumer);
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->totals.events, 20U);
    EXPECT_EQ(summary->totals.first, 5);
    EXPECT_EQ(summary->totals.last, 24);
    EXPECT_EQ(summary->totals.gaps, 1U);
    EXPECT_EQ(summary->totals.duplicates, 2U);
    EXPECT_EQ(summary->totals.out_of_order, 3U);
    EXPECT_EQ(summary->totals.torn, 4U);
    EXPECT_EQ(summary->end, "closed");
}

TEST(WorkerLines, AProducersSummaryHasNoAnomalies)
{
    const auto summary = parse_summary_line(
        R"({"type":"summary","role":"producer","events":20,"first":0,"last":19,"end":"control"})");
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->totals.last, 19);
    EXPECT_TRUE(summary->totals.is_clean());
}

TEST(WorkerLines, ASummaryThatLacksANumberIsNone)
{
    for (const std::string_view part :
        {R"("events":20,)", R"("first":5,)", R"("last":24,)", R"("gaps":1,)", R"("duplicates":2,)",
            R"("out_of_order":3,)", R"("torn":4,)", R"(,"end":"closed")"}) {
        const std::string line = without(kConsumer, part);
        ASSERT_FALSE(line.empty()) << part;
        EXPECT_FALSE(parse_summary_line(line)) << line;
    }
}

TEST(WorkerLines, KnowsReadyFromOtherLines)
{
    EXPECT_TRUE(is_ready_line(R"({"type":"ready","role":"producer"})"));
    for (const std::string_view line : {R"({"type":"progress"})", R"({"type":1})", "ready", "[]",
             R"(["ready"])", "{", "", "null"}) {
        EXPECT_FALSE(is_ready_line(line)) << line;
        EXPECT_FALSE(parse_summary_line(line)) << line;
    }
}

}  // namespace
}  // namespace rig
