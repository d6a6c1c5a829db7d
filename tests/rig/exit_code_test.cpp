// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/exit_code.h"

#include "rig/worker_end.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace rig {
namespace {

using ringlib::Errc;

TEST(ExitCode, IsUsageForAValueThatOnlyTheLibraryKnows)
{
    for (const Errc code : {Errc::InvalidName, Errc::InvalidId, Errc::InvalidCapacity,
             Errc::InvalidConfig, Errc::TooLarge}) {
        EXPECT_EQ(exit_code_of(code), ExitCode::Usage) << to_string(code);
    }
}

TEST(ExitCode, TellsAnAbsentRingFromOneThatCannotBeUsed)
{
    EXPECT_EQ(exit_code_of(Errc::NotFound), ExitCode::NotFound);
    for (const Errc code : {Errc::ProducerAlive, Errc::ConsumerIdInUse, Errc::AlreadyExists,
             Errc::CapacityMismatch, Errc::EventMismatch, Errc::NotARing, Errc::Corrupt,
             Errc::PermissionDenied, Errc::ResumeLost, Errc::NoFreeSlot, Errc::NoSpace}) {
        EXPECT_EQ(exit_code_of(code), ExitCode::Refused) << to_string(code);
    }
}

TEST(ExitCode, IsTwoWhenConsumersDidNotCome)
{
    EXPECT_EQ(exit_code_of(Errc::CoordinationTimeout), ExitCode::Unattended);
}

TEST(ExitCode, HasTheNumbersThatScriptsKnow)
{
    EXPECT_EQ(static_cast<int>(ExitCode::Done), 0);
    EXPECT_EQ(static_cast<int>(ExitCode::Violated), 1);
    EXPECT_EQ(static_cast<int>(ExitCode::Unattended), 2);
    EXPECT_EQ(static_cast<int>(ExitCode::EndedBadly), 3);
    EXPECT_EQ(static_cast<int>(ExitCode::Usage), 64);
    EXPECT_EQ(static_cast<int>(ExitCode::NotFound), 66);
    EXPECT_EQ(static_cast<int>(ExitCode::Refused), 69);
    EXPECT_EQ(static_cast<int>(ExitCode::Internal), 70);
}

TEST(ExitCode, HasAMeaningOfItsOwnForEachNumber)
{
    std::set<std::string_view> meanings;
    for (const int code : {0, 1, 2, 3, 64, 66, 69, 70}) {
        meanings.insert(meaning_of_exit(code));
    }
    EXPECT_EQ(meanings.size(), 8U);
    EXPECT_FALSE(meanings.contains(""));
    EXPECT_EQ(meaning_of_exit(7), "");
}

TEST(WorkerEnd, IsGoodWhenTheStreamOrTheWorkerWasMeantToEnd)
{
    for (const WorkerEnd end : {WorkerEnd::Closed, WorkerEnd::Count, WorkerEnd::Duration,
             WorkerEnd::Signal, WorkerEnd::Control}) {
        EXPECT_EQ(exit_code_of(end), ExitCode::Done) << to_string(end);
    }
    for (const WorkerEnd end : {WorkerEnd::ProducerDied, WorkerEnd::RequiredConsumerFailed,
             WorkerEnd::Evicted, WorkerEnd::Replaced, WorkerEnd::Truncated}) {
        EXPECT_EQ(exit_code_of(end), ExitCode::EndedBadly) << to_string(end);
    }
}

TEST(WorkerEnd, HasTheWordsThatScriptsKnow)
{
    EXPECT_EQ(to_string(WorkerEnd::Closed), "closed");
    EXPECT_EQ(to_string(WorkerEnd::ProducerDied), "producer_died");
    EXPECT_EQ(to_string(WorkerEnd::RequiredConsumerFailed), "required_consumer_failed");
    EXPECT_EQ(to_string(WorkerEnd::Evicted), "evicted");
    EXPECT_EQ(to_string(WorkerEnd::Replaced), "replaced");
    EXPECT_EQ(to_string(WorkerEnd::Truncated), "truncated");
    EXPECT_EQ(to_string(WorkerEnd::Count), "count");
    EXPECT_EQ(to_string(WorkerEnd::Duration), "duration");
    EXPECT_EQ(to_string(WorkerEnd::Signal), "signal");
    EXPECT_EQ(to_string(WorkerEnd::Control), "control");
}

TEST(WorkerEnd, FollowsTheStreams)
{
    using ringlib::StreamEnd;
    EXPECT_EQ(end_of(StreamEnd::Closed), WorkerEnd::Closed);
    EXPECT_EQ(end_of(StreamEnd::ProducerDied), WorkerEnd::ProducerDied);
    EXPECT_EQ(end_of(StreamEnd::RequiredConsumerFailed), WorkerEnd::RequiredConsumerFailed);
    EXPECT_EQ(end_of(StreamEnd::Evicted), WorkerEnd::Evicted);
    EXPECT_EQ(end_of(StreamEnd::Replaced), WorkerEnd::Replaced);
    EXPECT_EQ(end_of(StreamEnd::Truncated), WorkerEnd::Truncated);
}

}  // namespace
}  // namespace rig
