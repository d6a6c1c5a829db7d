// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_lines.h"

#include "rig/worker/worker_report.h"

#include <gtest/gtest.h>
#include <string>

namespace rig {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kConsumer
    = R"({"type":"summary","role":"consumer","id":"cp_0","events":20,"first":5,"last":24,)"
      R"("gaps":1,"duplicates":2,"out_of_order":3,"torn":4,"redelivered":5,"end":"closed"})";

std::string without(std::string_view line, std::string_view part)
{
    std::string text(line);
    const auto found = text.find(part);
    return found == std::string::npos ? "" : text.erase(found, part.size());
}

template <typename Line>
std::optional<Line> line_of(std::string_view text)
{
    const auto line = parse_worker_line(text);
    const auto* found = line ? std::get_if<Line>(&*line) : nullptr;
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

TEST(WorkerLines, ReadsAConsumersSummary)
{
    const auto summary = line_of<WorkerSummary>(kConsumer);
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->totals.events, 20U);
    EXPECT_EQ(summary->totals.first, 5);
    EXPECT_EQ(summary->totals.last, 24);
    EXPECT_EQ(summary->totals.gaps, 1U);
    EXPECT_EQ(summary->totals.duplicates, 2U);
    EXPECT_EQ(summary->totals.out_of_order, 3U);
    EXPECT_EQ(summary->totals.torn, 4U);
    EXPECT_EQ(summary->totals.redelivered, 5U);
    EXPECT_EQ(summary->end, "closed");
}

TEST(WorkerLines, AProducersSummaryHasNoAnomalies)
{
    const auto summary = line_of<WorkerSummary>(
        R"({"type":"summary","role":"producer","events":20,"first":0,"last":19,"end":"control"})");
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->totals.last, 19);
    EXPECT_TRUE(summary->totals.is_clean());
}

TEST(WorkerLines, ASummaryThatLacksANumberIsNone)
{
    for (const std::string_view part :
        {R"("redelivered":5,)", R"("events":20,)", R"("first":5,)", R"("last":24,)", R"("gaps":1,)",
            R"("duplicates":2,)", R"("out_of_order":3,)", R"("torn":4,)", R"(,"end":"closed")"}) {
        const std::string line = without(kConsumer, part);
        ASSERT_FALSE(line.empty()) << part;
        EXPECT_FALSE(parse_worker_line(line)) << line;
    }
}

TEST(WorkerLines, KnowsReadyFromOtherLines)
{
    EXPECT_TRUE(line_of<ReadyLine>(R"({"type":"ready","role":"producer"})"));
    for (const std::string_view line : {R"({"type":"other"})", R"({"type":"progress"})",
             R"({"type":1})", "ready", "[]", R"(["ready"])", "{", "", "null"}) {
        EXPECT_FALSE(parse_worker_line(line)) << line;
    }
}

TEST(WorkerLines, ReadWhatAWorkerWrites)
{
    const WorkerIdentity who{WorkerRole::Consumer, "orders", "cp_0"};
    WorkerTotals totals;
    totals.stream.events = 7;
    const auto progress = line_of<ProgressLine>(progress_line(who, totals, 2.5));
    ASSERT_TRUE(progress);
    EXPECT_EQ(progress->totals.events, 7U);
    EXPECT_EQ(progress->events_per_s, 2.5);
    const auto freeze = line_of<FreezeLine>(freeze_line(who, 300ms, 7));
    ASSERT_TRUE(freeze);
    EXPECT_EQ(freeze->duration, 300ms);
    EXPECT_EQ(freeze->sequence, 7);
    for (const CrashPoint at : {CrashPoint::Claim, CrashPoint::Join}) {
        ASSERT_TRUE(line_of<CrashLine>(crash_line(who, at)));
        EXPECT_EQ(line_of<CrashLine>(crash_line(who, at))->at, at);
    }
    ringlib::Error error{};
    error.code = ringlib::Errc::ProducerAlive;
    error.detail = "pid 7";
    const auto refused = line_of<RefusedLine>(refused_line(who, error));
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->error, "ProducerAlive");
    EXPECT_EQ(refused->message, error.message());
    ringlib::RequiredConsumerAlert alert;
    alert.consumer_id = "cp_1";
    alert.stalled_for = 250ms;
    alert.died = true;
    const auto alerted = line_of<AlertLine>(alert_line(alert));
    ASSERT_TRUE(alerted);
    EXPECT_EQ(alerted->consumer, "cp_1");
    EXPECT_EQ(alerted->stalled_for, 250ms);
    EXPECT_TRUE(alerted->died);
}

TEST(WorkerLines, OfAKnownKindWithoutItsValuesAreNone)
{
    for (const std::string_view line :
        {R"({"type":"alert","stalled_ms":1})", R"({"type":"alert","consumer":"a"})",
            R"({"type":"alert","consumer":"a","stalled_ms":-1})",
            R"({"type":"alert","consumer":"a","stalled_ms":9223372036854775807})",
            R"({"type":"freeze","ms":1})", R"({"type":"crash","at":"lunch"})",
            R"({"type":"refused","error":"NotFound"})", R"({"type":"refused","message":"m"})"}) {
        EXPECT_FALSE(parse_worker_line(line)) << line;
    }
}

}  // namespace
}  // namespace rig
