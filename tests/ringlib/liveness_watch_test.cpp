// SPDX-License-Identifier: MIT OR Apache-2.0
#include "liveness_watch.h"

#include <gtest/gtest.h>
#include <vector>

namespace ringlib {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using Kind = LivenessWatch::Finding::Kind;
using Sight = LivenessWatch::Sight;

struct Heard {
    Kind kind;
    std::size_t consumer;
    nanoseconds at;
    nanoseconds stalled_for;
};

/// A blocked producer that looks whenever a look is due, under a clock of the test.
class Simulation {
public:
    explicit Simulation(LivenessWatch::Timing timing, std::size_t consumers = 1)
        : sights(consumers, Sight{.cursor = 0, .blocks = true})
        , m_timing(timing)
        , m_watch(timing, consumers)
    {
    }

    void pass(nanoseconds time)
    {
        for (const nanoseconds end = m_now + time; m_now < end; m_now += m_timing.check_interval) {
            look();
        }
    }
    /// The machine, or the producer alone, stands still.
    void freeze(nanoseconds time) { m_now += time; }
    void look()
    {
        for (const auto& finding : m_watch.look(now_ns(), sights)) {
            heard.push_back({finding.kind, finding.consumer, m_now, finding.stalled_for});
        }
    }
    void rest() { m_watch.rest(); }
    [[nodiscard]] std::uint64_t now_ns() const { return static_cast<std::uint64_t>(m_now.count()); }
    [[nodiscard]] nanoseconds now() const { return m_now; }
    [[nodiscard]] const LivenessWatch& watch() const { return m_watch; }

    std::vector<Sight> sights;
    std::vector<Heard> heard;

private:
    LivenessWatch::Timing m_timing;
    LivenessWatch m_watch;
    nanoseconds m_now = 100h;
};

constexpr LivenessWatch::Timing kDefaults{
    .check_interval = 5ms, .progress_timeout = 250ms, .grace = 1s};

TEST(LivenessWatch, AlertsAtTheProgressTimeoutAndFailsAfterTheGraceToTheCheck)
{
    Simulation producer(kDefaults);
    const nanoseconds begin = producer.now();
    producer.pass(2s);
    ASSERT_EQ(producer.heard.size(), 2U);
    EXPECT_EQ(producer.heard[0].kind, Kind::Stalled);
    EXPECT_EQ(producer.heard[0].at - begin, 250ms);
    EXPECT_EQ(producer.heard[0].stalled_for, 250ms);
    EXPECT_EQ(producer.heard[1].kind, Kind::Failed);
    EXPECT_EQ(producer.heard[1].at - begin, 1250ms);
    EXPECT_EQ(producer.heard[1].stalled_for, 1250ms);
}

TEST(LivenessWatch, KeepsTheTimesOfTheOriginalsReadme)
{
    Simulation producer({.check_interval = 100ms, .progress_timeout = 5s, .grace = 2s});
    const nanoseconds begin = producer.now();
    producer.pass(10s);
    ASSERT_EQ(producer.heard.size(), 2U);
    EXPECT_EQ(producer.heard[0].at - begin, 5s);
    EXPECT_EQ(producer.heard[1].at - begin, 7s);
}

TEST(LivenessWatch, NeverAlertsEarlyAndAtMostOneCheckLateWhereverTheLastProgressFell)
{
    for (nanoseconds progress_at = 1ms; progress_at < 40ms; progress_at += 1ms) {
        Simulation producer(kDefaults);
        const nanoseconds begin = producer.now();
        bool progressed = false;
        while (producer.heard.empty()) {
            if (!progressed && producer.now() - begin >= progress_at) {
                producer.sights[0].cursor = 7;  // it moved at `progress_at`; this look sees it
                progressed = true;
            }
            producer.pass(5ms);
        }
        const nanoseconds after = producer.heard[0].at - begin - progress_at;
        EXPECT_GE(after, 250ms);
        EXPECT_LE(after, 255ms);
    }
}

TEST(LivenessWatch, FailsInTheSameLookWithoutAGracePeriod)
{
    Simulation producer({.check_interval = 5ms, .progress_timeout = 250ms, .grace = 0ms});
    producer.pass(1s);
    ASSERT_EQ(producer.heard.size(), 2U);
    EXPECT_EQ(producer.heard[1].kind, Kind::Failed);
    EXPECT_EQ(producer.heard[0].at, producer.heard[1].at);
}

TEST(LivenessWatch, SaysNothingWhileNobodyBlocksForTenHours)
{
    Simulation producer({.check_interval = 100ms, .progress_timeout = 5s, .grace = 2s});
    producer.sights[0].blocks = false;
    producer.pass(10h);
    EXPECT_TRUE(producer.heard.empty());
    EXPECT_FALSE(producer.watch().until_failure());
}

TEST(LivenessWatch, SaysNothingForTenHoursOfSlowProgress)
{
    Simulation producer({.check_interval = 100ms, .progress_timeout = 5s, .grace = 2s});
    for (nanoseconds passed = 0s; passed < 10h; passed += 4900ms) {
        producer.pass(4900ms);
        ++producer.sights[0].cursor;
    }
    EXPECT_TRUE(producer.heard.empty());
}

TEST(LivenessWatch, BeginsAnewAfterProgressWithinTheGracePeriod)
{
    Simulation producer(kDefaults);
    producer.pass(1200ms);
    ASSERT_EQ(producer.heard.size(), 1U);
    ++producer.sights[0].cursor;
    const nanoseconds progress = producer.now();
    producer.pass(2s);
    ASSERT_EQ(producer.heard.size(), 3U);
    EXPECT_EQ(producer.heard[1].kind, Kind::Stalled);
    EXPECT_EQ(producer.heard[1].at - progress, 250ms);
    EXPECT_EQ(producer.heard[2].kind, Kind::Failed);
}

TEST(LivenessWatch, BeginsAnewWhenTheProducerWentOnInBetween)
{
    Simulation producer(kDefaults);
    producer.pass(245ms);
    producer.rest();
    producer.freeze(10s);  // not blocked: its own work
    const nanoseconds blocked_again = producer.now();
    producer.pass(1s);
    ASSERT_EQ(producer.heard.size(), 1U);
    EXPECT_EQ(producer.heard[0].at - blocked_again, 250ms);
}

TEST(LivenessWatch, AccusesNobodyWhoWasFrozenTogetherWithTheProducer)
{
    Simulation producer(kDefaults);
    producer.pass(100ms);
    producer.freeze(1h);
    producer.look();
    EXPECT_TRUE(producer.heard.empty());
    producer.pass(100ms);
    EXPECT_TRUE(producer.heard.empty());
    producer.pass(60ms);  // only now has it stood for 250 ms of the producer's own time
    EXPECT_EQ(producer.heard.size(), 1U);
    EXPECT_LT(producer.heard[0].stalled_for, 300ms);
}

TEST(LivenessWatch, AlertsOncePerStallAndFailsOnce)
{
    Simulation producer(kDefaults);
    producer.pass(1h);
    EXPECT_EQ(producer.heard.size(), 2U);
}

TEST(LivenessWatch, HasAClockForEachConsumer)
{
    Simulation producer(kDefaults, 3);
    producer.sights[0].blocks = false;
    producer.pass(100ms);
    ++producer.sights[1].cursor;
    const nanoseconds progress_of_1 = producer.now();
    producer.pass(1s);
    ASSERT_EQ(producer.heard.size(), 2U);
    EXPECT_EQ(producer.heard[0].consumer, 2U);
    EXPECT_EQ(producer.heard[1].consumer, 1U);
    EXPECT_EQ(producer.heard[1].at - progress_of_1, 250ms);
}

TEST(LivenessWatch, ForgetsWhoNoLongerBlocks)
{
    Simulation producer(kDefaults);
    producer.pass(1200ms);
    producer.sights[0].blocks = false;
    producer.pass(5ms);
    producer.sights[0].blocks = true;
    producer.pass(240ms);
    EXPECT_EQ(producer.heard.size(), 1U);  // the alert before; nothing since
}

TEST(LivenessWatch, KnowsHowLongUntilSomebodyFails)
{
    Simulation producer(kDefaults, 2);
    producer.sights[1].blocks = false;
    producer.look();
    EXPECT_EQ(producer.watch().until_failure(), 1250ms);
    producer.pass(505ms);
    EXPECT_EQ(producer.watch().until_failure(), 750ms);
    producer.pass(2s);
    EXPECT_FALSE(producer.watch().until_failure());
}

TEST(LivenessWatch, IsDueOncePerCheckInterval)
{
    Simulation producer(kDefaults);
    EXPECT_EQ(producer.watch().until_look(producer.now_ns()), 0ms);
    producer.look();
    EXPECT_EQ(producer.watch().until_look(producer.now_ns()), 5ms);
    producer.freeze(3ms);
    EXPECT_EQ(producer.watch().until_look(producer.now_ns()), 2ms);
    producer.freeze(1h);
    EXPECT_EQ(producer.watch().until_look(producer.now_ns()), 0ms);
    producer.rest();
    EXPECT_EQ(producer.watch().until_look(producer.now_ns()), 0ms);
}

TEST(LivenessWatch, LetsOneSleepForAlmostTwoIntervalsButNotPastWhatItWouldFind)
{
    Simulation producer(kDefaults);
    producer.look();
    EXPECT_EQ(producer.watch().until_needed_look(producer.now_ns()), 9ms);
    producer.pass(245ms);  // the last look saw 240 ms
    EXPECT_EQ(producer.watch().until_needed_look(producer.now_ns()), 4ms);
    producer.look();
    EXPECT_EQ(producer.watch().until_needed_look(producer.now_ns()), 5ms);  // to the alert
}

}  // namespace
}  // namespace ringlib
