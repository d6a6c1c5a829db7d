// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/worker_output.h"

#include "test_pipe.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringtest::TestPipe;

constexpr WorkerOutput::TimePoint kNow{1000s};

WorkerOutput output_to(const TestPipe& pipe, WorkerOutput::Says says = {})
{
    return {pipe.writer(), {WorkerRole::Consumer, "orders", "cp_0"}, says};
}

WorkerTotals totals_with(std::uint64_t events)
{
    WorkerTotals totals;
    totals.stream.events = events;
    return totals;
}

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

TEST(WorkerOutput, OwesProgressASecondAfterReadyAndEachSecondThen)
{
    const TestPipe pipe;
    WorkerOutput output = output_to(pipe);
    EXPECT_FALSE(output.progress_is_due(kNow + 1h));
    output.ready({}, kNow);
    EXPECT_FALSE(output.progress_is_due(kNow + 999ms));
    EXPECT_TRUE(output.progress_is_due(kNow + 1s));
    output.progress({}, kNow + 1100ms);
    EXPECT_FALSE(output.progress_is_due(kNow + 1999ms));
    EXPECT_TRUE(output.progress_is_due(kNow + 2s));
}

TEST(WorkerOutput, LeavesOutTheSecondsThatWereMissed)
{
    const TestPipe pipe;
    WorkerOutput output = output_to(pipe);
    output.ready({}, kNow);
    output.progress({}, kNow + 5500ms);
    EXPECT_FALSE(output.progress_is_due(kNow + 5999ms));
    EXPECT_TRUE(output.progress_is_due(kNow + 6s));
}

TEST(WorkerOutput, GivesTheRateOfTheLastSecond)
{
    const TestPipe pipe;
    WorkerOutput output = output_to(pipe);
    output.ready({}, kNow);
    output.progress(totals_with(1000), kNow + 1s);
    output.progress(totals_with(1500), kNow + 2s);
    const std::string text = pipe.read();
    EXPECT_TRUE(has(text, R"("events":1000,)")) << text;
    EXPECT_TRUE(has(text, R"("events_per_s":1000.0,)")) << text;
    EXPECT_TRUE(has(text, R"("events_per_s":500.0,)")) << text;
}

TEST(WorkerOutput, GivesTheRateSinceReadyInTheSummary)
{
    const TestPipe pipe;
    WorkerOutput output = output_to(pipe);
    output.ready({}, kNow);
    output.progress(totals_with(1000), kNow + 1s);
    output.summary(totals_with(1000), WorkerEnd::Signal, kNow + 4s);
    EXPECT_TRUE(has(pipe.read(), R"("events_per_s":250.0,)"));
}

TEST(WorkerOutput, GivesASummaryAlsoToWhoWasNeverReady)
{
    const TestPipe pipe;
    WorkerOutput output = output_to(pipe);
    output.summary({}, WorkerEnd::Signal, kNow);
    EXPECT_TRUE(has(pipe.read(), R"("events_per_s":0.0,)"));
}

TEST(WorkerOutput, IsQuietBetweenReadyAndSummary)
{
    const TestPipe pipe;
    WorkerOutput output = output_to(pipe, {.progress = false});
    output.ready({}, kNow);
    EXPECT_FALSE(output.progress_is_due(kNow + 24h));
}

TEST(WorkerOutput, SaysTheRingsWordForARefusalOnlyToAProgram)
{
    const TestPipe pipe;
    const ringlib::Error error{.code = ringlib::Errc::ConsumerIdInUse,
        .detail = "cp_0",
        .missing = {},
        .alert = {},
        .ring = "orders"};
    WorkerOutput to_people = output_to(pipe);
    to_people.refused(error);
    WorkerOutput to_a_program = output_to(pipe, {.refusal = true});
    to_a_program.refused(error);
    EXPECT_EQ(pipe.read(),
        R"({"type":"refused","role":"consumer","id":"cp_0","error":"ConsumerIdInUse",)"
        R"("message":"orders: consumer id in use: cp_0"})"
        "\n");
}

TEST(WorkerOutput, LeavesProgressOutWhenNobodyReads)
{
    const TestPipe pipe;
    WorkerOutput output = output_to(pipe);
    output.ready({}, kNow);
    ASSERT_GT(pipe.fill(), 0U);
    output.progress({}, kNow + 1s);  // would wait for ever
    EXPECT_FALSE(output.is_broken());
    EXPECT_FALSE(has(pipe.read(), "progress"));
    output.progress({}, kNow + 2s);
    EXPECT_TRUE(has(pipe.read(), "progress"));
}

TEST(WorkerOutput, SaysOnceThatItIsBroken)
{
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    WorkerOutput output(full, {WorkerRole::Producer, "orders", ""}, {});
    EXPECT_FALSE(output.is_broken());
    testing::internal::CaptureStderr();
    output.ready({}, kNow);
    output.summary({}, WorkerEnd::Count, kNow);
    const std::string complaint = testing::internal::GetCapturedStderr();
    EXPECT_TRUE(output.is_broken());
    EXPECT_TRUE(has(complaint, "No space left on device")) << complaint;
    EXPECT_EQ(std::count(complaint.begin(), complaint.end(), '\n'), 1) << complaint;
    ::close(full);
}

TEST(Complaint, IsOneLineWithoutControlCharacters)
{
    testing::internal::CaptureStderr();
    complain("no ring 'a\nb\x1b[31m'");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "ringworker: no ring 'a\\x0ab\\x1b[31m'\n");
}

}  // namespace
}  // namespace rig
