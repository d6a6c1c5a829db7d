// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_model.h"

#include "monitor/snapshots.h"

#include <gtest/gtest.h>

#include <limits>

namespace monitor::test {
namespace {

using ringlib::Presence;
using ringlib::RingSnapshot;

constexpr std::uint64_t kMillisecond = 1'000'000;

/// A model with a ring of instance 1, and its clock.
class RingModelTest : public testing::Test {
protected:
    RingModelTest() { m_model.attached(info_of(1)); }

    const RingReading& advance(const RingSnapshot& snapshot, std::int64_t ms = 10)
    {
        m_now_ms += ms;
        return m_model.advance(snapshot, m_facts, at_ms(m_now_ms));
    }
    [[nodiscard]] std::uint64_t now_ns() const
    {
        return static_cast<std::uint64_t>(m_now_ms) * kMillisecond;
    }

    RingModel m_model{"orders"};
    ProcessFacts m_facts;
    std::int64_t m_now_ms = 100'000;
};

TEST_F(RingModelTest, GivesLagUsedFreeAndWhoIsFurthestBehind)
{
    const auto& reading
        = advance(snapshot_of(1099, {consumer_at("cp_0", 1099), consumer_at("cp_1", 75)}));
    EXPECT_EQ(reading.used, 1024U);
    EXPECT_EQ(reading.free, 3072U);
    EXPECT_EQ(reading.gating, "cp_1");
    ASSERT_EQ(reading.consumers.size(), 2U);
    EXPECT_EQ(reading.consumers[0].lag_events, 0U);
    EXPECT_EQ(reading.consumers[1].lag_events, 1024U);
    EXPECT_DOUBLE_EQ(reading.consumers[1].lag_percent, 25.0);
    EXPECT_EQ(reading.consumers[1].sequence, 75);
}

TEST_F(RingModelTest, KnowsFromABlockedProducerThatWhoHoldsItHasNotMovedSince)
{
    auto snapshot = snapshot_of(4095, {consumer_at("cp_0", -1), consumer_at("cp_1", 4095)});
    snapshot.producer.blocked_since_ns = now_ns();
    m_facts.set(7, {snapshot.consumers[0].pid, 'T', "worker"});
    advance(snapshot, 25'000);
    const auto& reading = advance(snapshot, 2000);
    const auto& culprit = reading.consumers[0];
    EXPECT_EQ(culprit.since_progress, std::chrono::seconds(27));
    EXPECT_TRUE(culprit.progress_unseen);
    EXPECT_EQ(culprit.state, ConsumerState::Stopped);
    EXPECT_EQ(culprit.because, "process state T: stopped by a signal for at least 2.0 s");
    EXPECT_EQ(reading.consumers[1].since_progress, std::chrono::seconds(2));
    snapshot.consumers[0].sequence = 10;
    advance(snapshot);
    EXPECT_FALSE(reading.consumers[0].progress_unseen) << "it was seen to move";
}

TEST_F(RingModelTest, SaysExactlyForHowLongOneIsStoppedThatWasSeenToRun)
{
    const auto snapshot = snapshot_of(99, {consumer_at("cp_0", 9)});
    const auto pid = snapshot.consumers[0].pid;
    m_facts.set(7, {pid, 'S', "worker"});
    advance(snapshot);
    m_facts.set(7, {pid, 'T', "worker"});
    advance(snapshot);
    EXPECT_EQ(advance(snapshot, 2000).consumers[0].because,
        "process state T: stopped by a signal for 2.0 s");
}

TEST_F(RingModelTest, JudgesNobodyByARingThatCannotBeReadAnyMore)
{
    auto dead = consumer_at("cp_1", 0);
    dead.presence = Presence::Dead;
    for (ringlib::Sequence tick = 0; tick <= 300; ++tick) {
        advance(snapshot_of(100 * tick, {consumer_at("cp_0", 100 * tick), dead}));
    }
    ASSERT_EQ(m_model.reading().consumers[0].state, ConsumerState::Ok);
    const auto& reading = m_model.lost(error_of(ringlib::Errc::Truncated), at_ms(m_now_ms));
    EXPECT_EQ(reading.consumers[0].state, ConsumerState::Unknown);
    EXPECT_EQ(reading.consumers[0].severity, Severity::Grey);
    EXPECT_EQ(reading.consumers[0].because, "its ring cannot be read");
    EXPECT_EQ(reading.consumers[0].events_per_s, 0);
    EXPECT_EQ(reading.consumers[0].sequence, 30'000) << "the last one read";
    EXPECT_EQ(reading.consumers[1].state, ConsumerState::Dead);
}

TEST_F(RingModelTest, SaysSinceWhenARingHasNoProducer)
{
    auto snapshot = snapshot_of(99, {consumer_at("cp_0", 99)});
    advance(snapshot);
    snapshot.producer.presence = Presence::Dead;
    advance(snapshot);
    EXPECT_EQ(advance(snapshot, 3200).diagnosis.sentence(),
        "orders has no producer: pid 4118 is gone, its lock is free; without a producer for 3.2 s; "
        "1 consumer waits for a successor.");
    auto info = info_of(2);
    info.reason = "its name was removed";
    m_model.attached(info);
    EXPECT_NE(advance(snapshot).diagnosis.evidence.find(
                  "1 consumer waits for a successor, and none can come: the name was removed."),
        std::string::npos);
    EXPECT_NE(
        advance(snapshot, 3200).diagnosis.evidence.find("for at least 3.2 s"), std::string::npos);
}

TEST_F(RingModelTest, RemembersTheMostThatAConsumerWasBehindInTheLastSecond)
{
    for (ringlib::Sequence tick = 0; tick <= 300; ++tick) {
        const ringlib::Sequence lag = tick == 250 ? 1000 : 0;
        advance(snapshot_of(100 * tick, {consumer_at("cp_0", 100 * tick - lag)}));
    }
    EXPECT_EQ(m_model.evaluate(at_ms(m_now_ms)).consumers[0].lag_events_recent, 1000U);
    for (ringlib::Sequence tick = 301; tick <= 360; ++tick) {
        advance(snapshot_of(100 * tick, {consumer_at("cp_0", 100 * tick)}));
    }
    EXPECT_EQ(m_model.evaluate(at_ms(m_now_ms)).consumers[0].lag_events_recent, 0U);
}

TEST_F(RingModelTest, SaysThatARingHasLostItsNameAndWhoStillUsesIt)
{
    auto info = info_of(1);
    info.reason = "its name was removed";  // a live ring has no other
    m_model.attached(info);
    for (int i = 0; i < 5; ++i) {
        advance(snapshot_of(99 + i, {consumer_at("cp_0", 99 + i)}));
    }
    const auto& reading = m_model.evaluate(at_ms(m_now_ms));
    EXPECT_EQ(reading.state, RingWord::Live);
    EXPECT_EQ(reading.severity, Severity::Warn);
    EXPECT_EQ(reading.diagnosis.severity, Severity::Warn);
    EXPECT_EQ(reading.diagnosis.sentence(),
        "orders has lost its name: It was removed; pid 4118 (producer) still publishes, and nobody "
        "new can attach. End it, or restart it to have a ring of that name.");
    m_model.attached(info_of(1));
    EXPECT_TRUE(advance(snapshot_of(200, {consumer_at("cp_0", 200)}), 100).named);
    EXPECT_EQ(m_model.reading().severity, Severity::Ok);
}

TEST_F(RingModelTest, TakesANameThatGoesWithTheEndOfItsRingForOrder)
{
    auto info = info_of(1);
    info.reason = "its name was removed";
    m_model.attached(info);
    auto snapshot = snapshot_of(99, {consumer_at("cp_0", 99)});
    snapshot.stream_end = ringlib::StreamEnd{ringlib::StreamEnd::Closed, ""};
    EXPECT_EQ(advance(snapshot).diagnosis.lead, "orders is closed");
    EXPECT_EQ(m_model.reading().severity, Severity::Ok);
}

TEST_F(RingModelTest, LetsNobodyGateWithoutLag)
{
    EXPECT_EQ(advance(snapshot_of(1099, {consumer_at("cp_0", 1099)})).gating, "");
    EXPECT_EQ(advance(snapshot_of(-1, {consumer_at("cp_0", -1)})).gating, "");
    EXPECT_EQ(advance(snapshot_of(9, {})).gating, "");
}

TEST_F(RingModelTest, BelievesABlockedProducerWhoHoldsIt)
{
    auto snapshot = snapshot_of(1099, {consumer_at("cp_0", 80), consumer_at("cp_1", 75)});
    snapshot.producer.gated_by = "cp_0";
    EXPECT_EQ(advance(snapshot).gating, "cp_1");  // not blocked: an old word
    snapshot.producer.blocked_since_ns = now_ns();
    EXPECT_EQ(advance(snapshot).gating, "cp_0");
    snapshot.producer.presence = Presence::Dead;
    EXPECT_EQ(advance(snapshot).gating, "cp_1");
}

TEST_F(RingModelTest, AddsTheTimeItIsBlockedNowToTheTotal)
{
    auto snapshot = snapshot_of(4095, {consumer_at("cp_0", -1)});
    snapshot.producer.blocked_total_ns = 1500 * kMillisecond;
    EXPECT_DOUBLE_EQ(advance(snapshot).producer.blocked_s_total, 1.5);
    snapshot.producer.blocked_since_ns = now_ns();
    EXPECT_DOUBLE_EQ(advance(snapshot, 250).producer.blocked_s_total, 1.75);
}

TEST_F(RingModelTest, StopsCountingWhenABlockedProducerDies)
{
    auto snapshot = snapshot_of(4095, {consumer_at("cp_0", -1)});
    snapshot.producer.blocked_total_ns = 1500 * kMillisecond;
    snapshot.producer.blocked_since_ns = now_ns();
    snapshot.producer.presence = Presence::Dead;
    EXPECT_DOUBLE_EQ(advance(snapshot, 60'000).producer.blocked_s_total, 1.5);
    EXPECT_FALSE(m_model.reading().producer.held_since);
}

TEST_F(RingModelTest, TakesATimeInTheFutureForNow)
{
    auto snapshot = snapshot_of(4095, {consumer_at("cp_0", -1)});
    for (const std::uint64_t since : {now_ns() + 1'000'000 * kMillisecond, std::uint64_t{1} << 63U,
             std::numeric_limits<std::uint64_t>::max()}) {
        snapshot.producer.blocked_since_ns = since;
        const auto& reading = advance(snapshot);
        EXPECT_EQ(reading.producer.blocked_s_total, 0) << since;
        EXPECT_FALSE(reading.producer.held_since) << since;
        EXPECT_GE(reading.producer.since_publish, Duration(0)) << since;
    }
}

TEST_F(RingModelTest, CallsAProducerHeldOnceItIsBlockedForATenthOfASecond)
{
    auto snapshot = snapshot_of(4095, {consumer_at("cp_0", -1)});
    snapshot.producer.blocked_since_ns = now_ns();
    const auto since = at_ms(m_now_ms);
    EXPECT_FALSE(advance(snapshot, 99).producer.held_since);
    EXPECT_EQ(advance(snapshot, 1).producer.held_since, since);
    m_model.evaluate(at_ms(m_now_ms));
    EXPECT_EQ(m_model.reading().producer.state, ProducerWord::Held);
    EXPECT_EQ(m_model.reading().time_to_full, Duration(0));
    EXPECT_EQ(m_model.reading().severity, Severity::Err);
}

TEST_F(RingModelTest, SeesTheGateAlsoWhereABlockedProducerHasFreeSlotsThatItDoesNotKnowOf)
{
    for (const std::uint64_t blocked_per_tick : {4U, 9U}) {  // ms of the 10
        m_model.attached(info_of(static_cast<std::uint8_t>(blocked_per_tick)));
        std::uint64_t blocked = 0;
        for (ringlib::Sequence tick = 0; tick <= 250; ++tick) {
            auto snapshot = snapshot_of(3700 + 200 * tick,
                {consumer_at("cp_0", 200 * tick), consumer_at("cp_1", 200 * tick + 3700)});
            snapshot.producer.blocked_total_ns = (blocked += blocked_per_tick * kMillisecond);
            advance(snapshot);
        }
        const auto& reading = m_model.evaluate(at_ms(m_now_ms));
        EXPECT_EQ(reading.free, 396U);
        EXPECT_EQ(reading.consumers[0].state,
            blocked_per_tick == 9 ? ConsumerState::Gating : ConsumerState::High);
        EXPECT_EQ(reading.consumers[0].gating_share, blocked_per_tick == 9 ? 1.0 : 0.0);
        EXPECT_EQ(reading.consumers[1].gating_share, 0);
    }
}

TEST_F(RingModelTest, CallsAProducerHeldThatOnlyTriesOnAFullRing)
{
    const auto full = snapshot_of(4095, {consumer_at("cp_0", -1)});
    advance(full);
    const auto since = at_ms(m_now_ms);
    EXPECT_EQ(advance(full, 100).producer.held_since, since);
}

TEST_F(RingModelTest, KnowsFromABlockedProducerHowOldItsLastEventIsAtLeast)
{
    auto snapshot = snapshot_of(4095, {consumer_at("cp_0", 4094)});
    snapshot.producer.blocked_since_ns = now_ns();
    const auto& reading = advance(snapshot, 3000);
    EXPECT_EQ(reading.producer.since_publish, std::chrono::seconds(3));
    EXPECT_EQ(reading.consumers[0].lag_time, (TimeLag{std::chrono::seconds(3), true}));
}

TEST_F(RingModelTest, RemembersTheMostSlotsEverUsed)
{
    auto snapshot = snapshot_of(1099, {consumer_at("cp_0", 99)});
    EXPECT_EQ(advance(snapshot).used_max, 1000U);
    EXPECT_EQ(advance(snapshot_of(1099, {consumer_at("cp_0", 1099)})).used_max, 1000U);
    snapshot.used_max = 2000;  // the producer saw more between two samples
    EXPECT_EQ(advance(snapshot).used_max, 2000U);
    snapshot.used_max = 1'000'000;
    EXPECT_EQ(advance(snapshot).used_max, 4096U);
}

TEST_F(RingModelTest, GivesRatesOverAQuarterOfASecond)
{
    for (ringlib::Sequence tick = 0; tick <= 50; ++tick) {
        advance(snapshot_of(100 * tick, {consumer_at("cp_0", 40 * tick)}));
    }
    EXPECT_NEAR(m_model.reading().producer.events_per_s, 10'000, 1e-6);
    EXPECT_NEAR(m_model.reading().consumers[0].events_per_s, 4000, 1e-6);
}

TEST_F(RingModelTest, StartsAConsumerAnewThatJoinsAgain)
{
    for (ringlib::Sequence tick = 0; tick <= 50; ++tick) {
        advance(snapshot_of(100 * tick, {consumer_at("cp_0", 100 * tick)}));
    }
    auto again = consumer_at("cp_0", 9000);
    again.generation = 2;
    const auto& reading = advance(snapshot_of(9000, {again}));
    EXPECT_EQ(reading.consumers[0].events_per_s, 0);
    EXPECT_EQ(reading.consumers[0].since_progress, Duration(0));
    EXPECT_EQ(reading.consumers[0].state, ConsumerState::Unknown);
}

TEST_F(RingModelTest, SurvivesConsumersThatCannotBeToldApart)
{
    const auto nameless = [](ringlib::Sequence sequence) {
        auto consumer = consumer_at("cp_0", sequence);
        consumer.id.clear();
        return consumer;
    };
    advance(snapshot_of(10, {nameless(5), nameless(6)}));
    advance(snapshot_of(20, {nameless(15), nameless(16), consumer_at("cp_1", 20)}));
    const auto& reading
        = advance(snapshot_of(30, {nameless(25), nameless(26), consumer_at("cp_1", 30)}));
    ASSERT_EQ(reading.consumers.size(), 3U);
    EXPECT_EQ(reading.consumers[0].lag_events, 5U);
    EXPECT_EQ(reading.consumers[1].lag_events, 4U);
}

TEST_F(RingModelTest, KeepsEachConsumersNumbersWhenAnotherLeaves)
{
    for (ringlib::Sequence tick = 0; tick <= 300; ++tick) {
        advance(snapshot_of(100 * tick, {consumer_at("cp_0", 100 * tick), consumer_at("cp_1", 0)}));
    }
    const auto& reading = advance(snapshot_of(30'100, {consumer_at("cp_1", 0)}));
    ASSERT_EQ(reading.consumers.size(), 1U);
    EXPECT_EQ(reading.consumers[0].id, "cp_1");
    EXPECT_EQ(reading.consumers[0].state, ConsumerState::Stalled);
    EXPECT_EQ(reading.consumers[0].since_progress, std::chrono::milliseconds(3010));
}

TEST_F(RingModelTest, SaysWhatBecameOfARingAndKeepsItsNumbers)
{
    const std::vector<std::pair<ringlib::Errc, RingWord>> fates{
        {ringlib::Errc::NotFound, RingWord::Waiting}, {ringlib::Errc::NotReady, RingWord::Waiting},
        {ringlib::Errc::PermissionDenied, RingWord::Forbidden},
        {ringlib::Errc::NotOwner, RingWord::Forbidden},
        {ringlib::Errc::Truncated, RingWord::Truncated},
        {ringlib::Errc::Replaced, RingWord::Replaced},
        {ringlib::Errc::Corrupt, RingWord::Incompatible},
        {ringlib::Errc::VersionMismatch, RingWord::Incompatible},
        {ringlib::Errc::NotARing, RingWord::Incompatible}};
    for (const auto& [code, word] : fates) {
        m_model.attached(info_of(1));
        advance(snapshot_of(1099, {consumer_at("cp_0", 99)}));
        const auto& reading = m_model.lost(error_of(code), at_ms(m_now_ms));
        EXPECT_EQ(reading.state, word) << to_string(word);
        EXPECT_FALSE(reading.attached);
        EXPECT_NE(reading.reason, "");
        EXPECT_NE(reading.diagnosis.lead, "");
        EXPECT_EQ(reading.used, 1000U);
        EXPECT_EQ(reading.consumers.size(), 1U);
    }
}

TEST_F(RingModelTest, LetsAnEndedRingStayEndedWhenItsNameGoes)
{
    auto snapshot = snapshot_of(1099, {});
    snapshot.stream_end = ringlib::StreamEnd{ringlib::StreamEnd::Closed, ""};
    EXPECT_EQ(advance(snapshot).state, RingWord::Closed);
    EXPECT_EQ(
        m_model.lost(error_of(ringlib::Errc::NotFound), at_ms(m_now_ms)).state, RingWord::Closed);
}

TEST_F(RingModelTest, ForgetsEverythingWithANewInstance)
{
    for (ringlib::Sequence tick = 0; tick <= 50; ++tick) {
        advance(snapshot_of(100 * tick, {consumer_at("cp_0", 0)}));
    }
    m_model.lost(error_of(ringlib::Errc::Replaced), at_ms(m_now_ms));
    m_model.attached(info_of(2));
    const auto& reading = advance(snapshot_of(3, {}));
    EXPECT_EQ(reading.instance, "02020202020202020202020202020202");
    EXPECT_EQ(reading.instance_number, 2U);
    EXPECT_EQ(reading.used_max, 0U);
    EXPECT_EQ(reading.producer.events_per_s, 0);
    EXPECT_TRUE(reading.consumers.empty());
}

TEST_F(RingModelTest, GoesOnWithTheSameInstance)
{
    advance(snapshot_of(1099, {consumer_at("cp_0", 99)}));
    m_model.lost(error_of(ringlib::Errc::NotFound), at_ms(m_now_ms));
    m_model.attached(info_of(1));
    EXPECT_EQ(advance(snapshot_of(1099, {})).used_max, 1000U);
    EXPECT_EQ(m_model.reading().instance_number, 1U);
}

TEST_F(RingModelTest, ShowsARequiredConsumerThatNeverCameBehindTheOthers)
{
    auto snapshot = snapshot_of(9, {consumer_at("cp_0", 9)});
    snapshot.liveness.emplace();
    snapshot.liveness->config.required_consumer_ids = {"cp_7"};
    for (ringlib::Sequence tick = 0; tick <= 510; ++tick) {
        ASSERT_EQ(advance(snapshot).consumers.size(), 2U);
    }
    const auto& absent = m_model.reading().consumers[1];
    EXPECT_EQ(absent.id, "cp_7");
    EXPECT_EQ(absent.state, ConsumerState::Absent);
    EXPECT_EQ(absent.severity, Severity::Err);
    EXPECT_EQ(m_model.reading().severity, Severity::Err);
}

TEST_F(RingModelTest, SurvivesEveryPositionThatAnObserverLetsThrough)
{
    const std::vector<ringlib::Sequence> sequences{
        -1, 0, 1, 4096, 1'000'000, std::int64_t{1} << 62U};
    const std::vector<pid_t> pids{0, -1, 1, std::numeric_limits<pid_t>::max()};
    for (int round = 0; round < 2000; ++round) {
        const auto pick = static_cast<std::size_t>(round);
        auto snapshot = snapshot_of(sequences[pick * 7 % 6],
            {consumer_at("cp_0", sequences[pick * 5 % 6]), consumer_at("", -1)});
        snapshot.consumers[0].pid = pids[pick % 4];
        snapshot.producer.pid = pids[pick / 3 % 4];
        snapshot.producer.blocked_since_ns = ~std::uint64_t{0} >> (pick % 64);
        snapshot.producer.blocked_total_ns = ~std::uint64_t{0} >> (pick / 7 % 64);
        snapshot.width_ns = ~std::uint64_t{0};
        const auto& reading = advance(snapshot);
        ASSERT_LE(reading.used, 4096U);
        ASSERT_LE(reading.consumers[0].lag_events, 4096U);
        ASSERT_GE(reading.consumers[0].lag_time.age, Duration(0));
        ASSERT_GE(reading.consumers[0].events_per_s, 0);
        ASSERT_GE(reading.producer.events_per_s, 0);
        ASSERT_GE(reading.producer.blocked_s_total, 0);
    }
}

}  // namespace
}  // namespace monitor::test
