// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/diagnosis.h"

#include "monitor/process_facts.h"
#include "monitor/ring_judgement.h"

#include <gtest/gtest.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kNow = TimePoint(100s);

ConsumerReading consumer(std::string id, ConsumerState state, Severity severity)
{
    ConsumerReading made;
    made.id = std::move(id);
    made.process = {4121, 'S', "ringworker"};
    made.presence = ringlib::Presence::Alive;
    made.state = state;
    made.severity = severity;
    made.events_per_s = 2e6;
    return made;
}

/// A live ring of 4096 slots with two healthy consumers.
RingReading healthy()
{
    RingReading reading;
    reading.ring = "orders";
    reading.state = RingWord::Live;
    reading.attached = true;
    reading.capacity = 4096;
    reading.free = 4096;
    reading.sampled_at = kNow;
    reading.producer.process = {4118, 'R', "ringworker"};
    reading.producer.presence = ringlib::Presence::Alive;
    reading.producer.state = ProducerWord::Running;
    reading.producer.sequence = 99;
    reading.producer.events_per_s = 2.1e6;
    reading.consumers = {consumer("cp_0", ConsumerState::Ok, Severity::Ok),
        consumer("cp_1", ConsumerState::Ok, Severity::Ok)};
    return reading;
}

/// cp_1 holds the producer since 3.2 s.
RingReading held()
{
    auto reading = healthy();
    reading.used = 4096;
    reading.free = 0;
    reading.gating = "cp_1";
    reading.consumers[1].lag_events = 4096;
    reading.producer.state = ProducerWord::Held;
    reading.producer.held_since = kNow - 3200ms;
    return reading;
}

std::string said(const RingReading& reading)
{
    return diagnose(reading).sentence();
}

TEST(Diagnosis, SaysThatAllIsWell)
{
    EXPECT_EQ(said(healthy()), "orders is healthy: 2 consumers keep up with 2.10 M/s; caught up.");
    EXPECT_EQ(diagnose(healthy()).severity, Severity::Ok);
}

TEST(Diagnosis, NamesTheSlowestOfAHealthyRing)
{
    auto reading = healthy();
    reading.gating = "cp_1";
    reading.consumers[1].lag_events = 1;  // at this instant
    reading.consumers[1].lag_events_recent = 312;
    EXPECT_EQ(said(reading),
        "orders is healthy: 2 consumers keep up with 2.10 M/s; the slowest, cp_1, was up to 312 "
        "events behind (7.6 %) in the last second.");
}

TEST(Diagnosis, SaysWhenNobodyReads)
{
    auto reading = healthy();
    reading.consumers.clear();
    EXPECT_EQ(said(reading), "orders has no consumers: The producer runs free at 2.10 M/s.");
}

TEST(Diagnosis, SaysWhoHoldsTheProducerAndHowThatIsKnown)
{
    auto reading = held();
    reading.consumers[1].state = ConsumerState::Stopped;
    reading.consumers[1].process.state = 'T';
    reading.consumers[1].evidence_since = kNow - 3600ms;
    EXPECT_EQ(said(reading),
        "cp_1 holds the producer of orders: pid 4121, stopped by a signal for 3.6 s. All 4096 "
        "slots used for 3.2 s.");
    EXPECT_EQ(diagnose(reading).severity, Severity::Err);
}

TEST(Diagnosis, SaysAtLeastOfWhatBeganBeforeAnybodyLooked)
{
    auto reading = held();
    auto& culprit = reading.consumers[1];
    culprit.state = ConsumerState::Stopped;
    culprit.process.state = 'T';
    culprit.evidence_since = kNow - 2000ms;
    culprit.evidence_unseen = true;
    culprit.since_progress = 2000ms;
    culprit.progress_unseen = true;
    EXPECT_NE(
        said(reading).find("pid 4121, stopped by a signal for at least 2.0 s. "), std::string::npos)
        << said(reading);
    culprit.since_progress = 25'700ms;  // the ring was full all the time
    EXPECT_NE(
        said(reading).find("pid 4121, stopped by a signal, no progress for at least 25.7 s. "),
        std::string::npos)
        << said(reading);
    culprit.process.state = 'S';
    EXPECT_NE(said(reading).find("pid 4121, no progress for at least 25.7 s. "), std::string::npos)
        << said(reading);
}

TEST(Diagnosis, TellsASlowHolderFromOneThatStandsStillAndFromADeadOne)
{
    auto reading = held();
    EXPECT_EQ(said(reading),
        "cp_1 holds the producer of orders: pid 4121 consumes 2.00 M/s. All 4096 slots used for "
        "3.2 s.");
    reading.consumers[1].since_progress = 3300ms;
    EXPECT_EQ(said(reading),
        "cp_1 holds the producer of orders: pid 4121, no progress for 3.3 s. All 4096 slots used "
        "for 3.2 s.");
    reading.consumers[1].presence = ringlib::Presence::Dead;
    EXPECT_EQ(said(reading),
        "cp_1 holds the producer of orders: pid 4121 is gone, its lock is free. All 4096 slots "
        "used for 3.2 s.");
}

TEST(Diagnosis, SaysWhenTheLivenessOfTheProducerFires)
{
    auto reading = held();
    reading.liveness.emplace();
    reading.liveness->fires_in = 1800ms;
    EXPECT_NE(said(reading).find("for 3.2 s; liveness fires in 1.8 s."), std::string::npos)
        << said(reading);
}

TEST(Diagnosis, SaysThatAProducerWaitsForAConsumerThatHasNotCome)
{
    auto reading = held();
    reading.consumers.clear();
    EXPECT_EQ(said(reading),
        "orders waits for consumer cp_1: The producer may not publish before it has come; held "
        "for 3.2 s.");
    reading.gating.clear();
    EXPECT_EQ(diagnose(reading).lead, "orders waits for its consumers");
}

TEST(Diagnosis, LetsTheWorstConsumerBeTheNews)
{
    auto reading = healthy();
    reading.consumers[0] = consumer("cp_0", ConsumerState::FallingBehind, Severity::Warn);
    reading.consumers[0].because = "lag grows";
    EXPECT_EQ(said(reading), "cp_0 falls behind: pid 4121, lag grows.");
    reading.consumers[1] = consumer("cp_1", ConsumerState::Stalled, Severity::Warn);
    reading.consumers[1].since_progress = 1200ms;
    reading.consumers[1].time_to_full = 7s;
    reading.used = 1000;
    EXPECT_EQ(said(reading),
        "cp_1 stands still: pid 4121, no progress for 1.2 s. 1000 of 4096 slots used, full in 7.0 "
        "s.");
}

TEST(Diagnosis, SaysNothingOfTheDeathOfOneThatHoldsNobody)
{
    auto reading = healthy();
    reading.consumers[1] = consumer("cp_1", ConsumerState::Dead, Severity::Info);
    EXPECT_EQ(diagnose(reading).lead, "orders is healthy");
    reading.consumers[1].severity = Severity::Warn;
    EXPECT_EQ(diagnose(reading).lead, "cp_1 is gone");
}

TEST(Diagnosis, SaysHowAStreamEnded)
{
    auto reading = healthy();
    reading.state = RingWord::Closed;
    EXPECT_EQ(said(reading), "orders is closed: The producer ended the stream after 100 events.");
    reading.gating = "cp_1";
    reading.consumers[1].lag_events = 1;
    EXPECT_EQ(said(reading),
        "orders is closed: The producer ended the stream after 100 events; cp_1 still has 1 event "
        "to consume.");
    reading.state = RingWord::Failed;
    reading.reason = "required consumer cp_1 failed";
    EXPECT_EQ(said(reading),
        "orders failed: required consumer cp_1 failed; cp_1 still has 1 event to consume.");
}

TEST(Diagnosis, SaysWhoWaitsForASuccessor)
{
    auto reading = healthy();
    reading.state = RingWord::Orphan;
    reading.reason = "pid 4118 is gone, its lock is free";
    EXPECT_EQ(said(reading),
        "orders has no producer: pid 4118 is gone, its lock is free; 2 consumers wait for a "
        "successor.");
    reading.consumers.pop_back();
    EXPECT_NE(said(reading).find("; 1 consumer waits for a successor."), std::string::npos);
    reading.consumers.pop_back();
    EXPECT_NE(said(reading).find("; no consumer is there either."), std::string::npos);
}

TEST(Diagnosis, SaysWhyNothingIsRead)
{
    auto reading = healthy();
    reading.reason = "12 of 34 bytes";
    const std::vector<std::pair<RingWord, std::string>> leads{
        {RingWord::Waiting, "Waiting for orders"}, {RingWord::Replaced, "orders was replaced"},
        {RingWord::Truncated, "orders is cut short"},
        {RingWord::Incompatible, "orders cannot be read"},
        {RingWord::Forbidden, "orders cannot be read"}};
    for (const auto& [word, lead] : leads) {
        reading.state = word;
        EXPECT_EQ(said(reading), lead + ": 12 of 34 bytes");
    }
}

TEST(Diagnosis, DoesNotCallStandingWhoRunsAgain)
{
    auto reading = healthy();
    reading.consumers[1].state = ConsumerState::Stopped;
    reading.consumers[1].severity = Severity::Warn;
    reading.consumers[1].process.state = 'T';
    EXPECT_EQ(diagnose(reading).lead, "cp_1 stands still");
    reading.consumers[1].process.state = 'S';  // the state holds on for some tenths of a second
    EXPECT_EQ(diagnose(reading).lead, "cp_1 moves again");
}

TEST(Diagnosis, NamesNoRateThatIsNotKnownYet)
{
    auto reading = healthy();
    for (ConsumerReading& consumer : reading.consumers) {
        consumer.state = ConsumerState::Unknown;
    }
    EXPECT_EQ(diagnose(reading).sentence(),
        "orders is live: 2 consumers are attached; caught up. What they do is known in a moment.");
}

TEST(Diagnosis, SaysWhatAnIdleAndAStoppedProducerDo)
{
    auto reading = healthy();
    reading.state = RingWord::Idle;
    reading.producer.state = ProducerWord::Idle;
    reading.producer.since_publish = 7s;
    EXPECT_EQ(
        said(reading), "orders is idle: Nothing published for 7.0 s; 2 consumers: caught up.");
    reading.producer.state = ProducerWord::Stopped;
    EXPECT_EQ(diagnose(reading).lead, "The producer of orders stands still");
}

TEST(Diagnosis, EscapesWhatASegmentSays)
{
    auto reading = held();
    reading.ring = "or\x1b[2Jders";
    reading.gating = reading.consumers[1].id = "cp\x07\xe2\x80\xa8";
    for (const auto state : {RingWord::Live, RingWord::Closed, RingWord::Orphan, RingWord::Failed,
             RingWord::Truncated, RingWord::Idle}) {
        reading.state = state;
        reading.reason = "\x9b";
        for (const char c : said(reading)) {
            EXPECT_TRUE(c >= 0x20 && c < 0x7f) << said(reading);
        }
    }
    EXPECT_NE(said(held()).find("cp_1"), std::string::npos);
}

struct Judged {
    RingWord ring;
    ProducerWord producer;
    bool operator==(const Judged&) const = default;
};

Judged judged(RingReading reading)
{
    judge_ring(reading, 2s);
    return {reading.state, reading.producer.state};
}

TEST(Judgement, FollowsTheProducer)
{
    auto reading = healthy();
    EXPECT_EQ(judged(reading), (Judged{RingWord::Live, ProducerWord::Running}));
    reading.producer.since_publish = 2s;
    EXPECT_EQ(judged(reading), (Judged{RingWord::Idle, ProducerWord::Idle}));
    reading.producer.held_since = kNow;
    EXPECT_EQ(judged(reading), (Judged{RingWord::Live, ProducerWord::Held}));
    reading.producer.process.state = 'T';
    EXPECT_EQ(judged(reading), (Judged{RingWord::Idle, ProducerWord::Stopped}));
    reading.producer.presence = ringlib::Presence::Dead;
    EXPECT_EQ(judged(reading), (Judged{RingWord::Orphan, ProducerWord::Dead}));
    reading.producer.stream_end = ringlib::StreamEnd{ringlib::StreamEnd::Closed, ""};
    EXPECT_EQ(judged(reading), (Judged{RingWord::Closed, ProducerWord::Ended}));
    reading.producer.stream_end
        = ringlib::StreamEnd{ringlib::StreamEnd::RequiredConsumerFailed, "cp_1"};
    EXPECT_EQ(judged(reading), (Judged{RingWord::Failed, ProducerWord::Ended}));
}

TEST(Judgement, GoesByTheProcessWhereTheLocksCannotBeRead)
{
    auto reading = healthy();
    reading.producer.presence = ringlib::Presence::Unknown;
    EXPECT_EQ(judged(reading), (Judged{RingWord::Live, ProducerWord::Running}));
    reading.producer.process.state = kProcessGone;
    EXPECT_EQ(judged(reading), (Judged{RingWord::Orphan, ProducerWord::Dead}));
}

TEST(Judgement, IsAsBadAsTheWorstRequiredConsumerOrTheOneAtTheGate)
{
    auto reading = healthy();
    reading.consumers[1].severity = Severity::Warn;
    judge_severity(reading);
    EXPECT_EQ(reading.severity, Severity::Ok);
    reading.gating = "cp_1";
    reading.consumers[1].time_to_full = 7s;
    judge_severity(reading);
    EXPECT_EQ(reading.severity, Severity::Warn);
    EXPECT_EQ(reading.time_to_full, 7s);
    reading.consumers[0].required = true;
    reading.consumers[0].severity = Severity::Err;
    judge_severity(reading);
    EXPECT_EQ(reading.severity, Severity::Err);
}

}  // namespace
}  // namespace monitor::test
