// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history.h"
#include "monitor/sampled_ring.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <unistd.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;

TEST(Sampler, GivesLagAndWhoIsFurthestBehind)
{
    const ringtest::TemporaryRing ring;
    auto producer = make_producer(ring.name());
    auto fast = make_consumer(ring.name(), "fast");
    const auto slow = make_consumer(ring.name(), "slow");
    publish(producer, 100);
    EXPECT_EQ(fast.process_available([](auto&&...) {}), 100U);
    Sampler sampler(quick());
    sampler.watch(ring.name());
    const auto reading = wait_for(sampler, RingWord::Live);
    ASSERT_TRUE(reading);
    EXPECT_TRUE(reading->attached);
    EXPECT_EQ(reading->capacity, kCapacity);
    EXPECT_EQ(reading->producer.sequence, 99);
    EXPECT_EQ(reading->producer.presence, ringlib::Presence::Alive);
    ASSERT_EQ(reading->consumers.size(), 2U);
    EXPECT_EQ(reading->consumers[0].lag_events, 0U);
    EXPECT_EQ(reading->consumers[1].lag_events, 100U);
    EXPECT_EQ(reading->used, 100U);
    EXPECT_EQ(reading->free, kCapacity - 100);
    EXPECT_EQ(reading->gating, "slow");
    EXPECT_EQ(reading->consumers[1].process.pid, ::getpid());
}

TEST(Sampler, SeesWhoHoldsAFullRing)
{
    const ringtest::TemporaryRing ring;
    auto producer = make_producer(ring.name());
    const auto consumer = make_consumer(ring.name(), "slow");
    publish(producer, static_cast<int>(kCapacity));
    EXPECT_FALSE(producer.try_publish([](Tick&) {}));
    Sampler sampler(quick());
    sampler.watch(ring.name());
    const auto reading = wait_for(
        sampler, [](const RingReading& r) { return r.producer.state == ProducerWord::Held; });
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->gating, "slow");
    EXPECT_EQ(reading->free, 0U);
    EXPECT_GE(reading->producer.blocked_s_total, 0.1);
    EXPECT_EQ(reading->diagnosis.lead, "slow holds the producer of " + ring.name());
}

/// Whether the rate in `now` is that from one of `earlier`, a quarter of a second before, to `now`;
/// nothing when none of them is that old.
std::optional<bool> is_rate_since(
    const std::vector<RingReading>& earlier, const RingReading& now, bool of_consumer)
{
    const auto sequence = [&](const RingReading& r) {
        return of_consumer ? r.consumers.at(0).sequence : r.producer.sequence;
    };
    const double rate = of_consumer ? now.consumers.at(0).events_per_s : now.producer.events_per_s;
    double lowest = 1e300;
    double highest = 0;
    std::optional<Duration> oldest;  // looked at: the sampler may have rested a quarter second ago
    for (auto reading = earlier.rbegin(); reading != earlier.rend(); ++reading) {
        const Duration age = now.sampled_at - reading->sampled_at;
        if (age < 240ms) {
            continue;
        }
        if (!oldest && age > 265ms) {
            oldest = age + 15ms;
        }
        if (oldest && age > *oldest) {
            break;
        }
        const double between
            = static_cast<double>(sequence(now) - sequence(*reading)) / to_seconds(age);
        lowest = std::min(lowest, between);
        highest = std::max(highest, between);
    }
    return highest == 0 ? std::nullopt
                        : std::optional(rate >= lowest * 0.99 && rate <= highest * 1.01);
}

TEST(Sampler, MeasuresTheRateOfARunningRing)
{
    const ringtest::TemporaryRing ring;
    auto producer = make_producer(ring.name());
    auto consumer = make_consumer(ring.name(), "cp_0");
    auto options = quick();
    options.publish_interval = 0ms;  // every sample
    Sampler sampler(options);
    sampler.watch(ring.name());
    std::jthread stream([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            for (int i = 0; i < 20; ++i) {
                (void)producer.try_publish([](Tick&) {});
            }
            consumer.process_available([](auto&&...) {});
            std::this_thread::sleep_for(1ms);
        }
    });
    std::vector<RingReading> earlier;
    int checked = 0;
    ASSERT_TRUE(wait_for(sampler, [&](const RingReading& now) {
        if (!now.attached) {
            return false;
        }
        const auto published = is_rate_since(earlier, now, false);
        const auto consumed = is_rate_since(earlier, now, true);
        if (published && consumed) {
            EXPECT_TRUE(*published) << now.producer.events_per_s;
            EXPECT_TRUE(*consumed) << now.consumers.at(0).events_per_s;
            ++checked;
        }
        earlier.push_back(now);
        return checked == 100;
    }));
}

TEST(Sampler, NeverSeesALagBeyondTheRingWhileItRunsAtFullSpeed)
{
    const ringtest::TemporaryRing ring;
    auto producer = make_producer(ring.name());
    auto consumer = make_consumer(ring.name(), "cp_0");
    const auto history = std::make_shared<History>();
    Sampler sampler(quick(), history);
    sampler.watch(ring.name());
    const auto begun = Clock::now();
    std::jthread producing([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            (void)producer.publish_with_timeout(10ms, [](Tick&) {});
        }
    });
    std::jthread consuming([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            consumer.process_available([](auto&&...) {});
        }
    });
    std::vector<RingReading> readings;
    ringlib::Sequence last = ringlib::kNoSequence;
    std::size_t seen = 0;
    while (seen < 300 && Clock::now() - begun < kWatchdog) {
        sampler.take_readings(readings);
        for (const auto& reading : readings) {
            for (const auto& row : reading.consumers) {
                ASSERT_LE(row.lag_events, kCapacity);
                ASSERT_LE(row.sequence, reading.producer.sequence);
                ASSERT_EQ(reading.free, kCapacity - reading.used);
            }
            ASSERT_GE(reading.producer.sequence, last);
            last = reading.producer.sequence;
            ++seen;
        }
        std::this_thread::yield();
    }
    EXPECT_GE(seen, 300U);
    std::vector<Column> columns(100);
    ASSERT_TRUE(
        history->query({ring.name(), Quantity::LagEvents, "cp_0"}, begun, Clock::now(), columns));
    for (const auto& column : columns) {
        EXPECT_GE(column.min, 0);
        EXPECT_LE(column.max, static_cast<float>(kCapacity));
    }
}

TEST(Sampler, KeepsTheLatenciesOfARingThatRecordsThem)
{
    const ringtest::TemporaryRing ring;
    auto producer = ringlib::build_shared_single_producer<Tick>(ring.name(), kCapacity)
                        .with_latency_histograms()
                        .build_producer()
                        .value();
    auto consumer = make_consumer(ring.name(), "cp_0");
    const auto history = std::make_shared<History>();
    SamplerOptions options = quick();
    options.details_interval = 5ms;
    Sampler sampler(options, history);
    sampler.watch(ring.name());
    const auto begun = Clock::now();
    std::optional<double> p99;
    while (!p99 && Clock::now() - begun < kWatchdog) {
        consumer.record_consume_latency_ns(3'000'000);
        p99 = history->value_at({ring.name(), Quantity::LatencyP99, {}}, Clock::now());
        std::this_thread::yield();
    }
    ASSERT_TRUE(p99);
    EXPECT_NEAR(*p99, 3e-3, 3e-3 * 0.016);
}

TEST(Sampler, KeepsNoLatenciesOfARingWithoutHistograms)
{
    const ringtest::TemporaryRing ring;
    auto producer = make_producer(ring.name());
    auto consumer = make_consumer(ring.name(), "cp_0");
    const auto history = std::make_shared<History>();
    SamplerOptions options = quick();
    options.details_interval = 5ms;
    Sampler sampler(options, history);
    sampler.watch(ring.name());
    ASSERT_TRUE(wait_for(sampler, RingWord::Idle));
    std::vector<Column> columns(10);
    EXPECT_FALSE(history->query(
        {ring.name(), Quantity::LatencyP99, {}}, Clock::now() - 1s, Clock::now(), columns));
}

TEST(Sampler, DropsTheOldestReadingsOfATakerThatSleepsAndCountsThem)
{
    const ringtest::TemporaryRing ring;
    const auto producer = make_producer(ring.name());
    auto options = quick();
    options.mailbox_capacity = 4;
    Sampler sampler(options);
    sampler.watch(ring.name());
    const auto end = Clock::now() + kWatchdog;
    while (sampler.counters().dropped_readings < 10 && Clock::now() < end) {
        std::this_thread::yield();
    }
    EXPECT_GE(sampler.counters().dropped_readings, 10U);
    std::vector<RingReading> readings;
    sampler.take_readings(readings);
    EXPECT_EQ(readings.size(), 4U);
    for (std::size_t i = 1; i < readings.size(); ++i) {
        EXPECT_GT(readings[i].sampled_at, readings[i - 1].sampled_at);
    }
}

TEST(Sampler, ServesOrCountsEveryDeadline)
{
    SamplerOptions options;
    options.rate_hz = 1000;
    const auto begun = Clock::now();
    Sampler sampler(options);
    while (sampler.counters().ticks < 500 && Clock::now() - begun < kWatchdog) {
        std::this_thread::yield();
    }
    const auto counters = sampler.counters();
    const auto deadlines = static_cast<double>(counters.ticks + counters.missed_ticks);
    EXPECT_GE(counters.ticks, 500U);
    EXPECT_LE(deadlines, to_seconds(Clock::now() - begun) * 1000 + 1);
    EXPECT_EQ(counters.rate_hz, 1000);
}

TEST(Sampler, KeepsItsRateWithinTheLimits)
{
    for (const auto& [asked, given] : {std::pair{0.0, 1.0}, {1e6, 1000.0}, {50.0, 50.0}}) {
        SamplerOptions options;
        options.rate_hz = asked;
        EXPECT_EQ(Sampler(options).counters().rate_hz, given);
    }
}

TEST(Sampler, AsksForCountersAsOftenAsItIsToldAndForPositionsAtEachTick)
{
    const ringtest::TemporaryRing name;
    auto producer = make_producer(name.name());
    publish(producer, 10);
    SamplerOptions options;
    options.rate_hz = 500;
    options.publish_interval = 1ms;
    options.facts_interval = std::chrono::hours(1);
    Sampler sampler(options);
    sampler.watch(name.name());
    const auto counted = [](const RingReading& reading) {
        std::uint64_t sum = 0;
        for (const auto& counter : reading.counters) {
            sum += counter.value;
        }
        return sum;
    };
    const auto first
        = wait_for(sampler, [](const RingReading& r) { return r.producer.sequence == 9; });
    ASSERT_TRUE(first);
    EXPECT_GT(counted(*first), 0U);
    publish(producer, 20);
    const auto later
        = wait_for(sampler, [](const RingReading& r) { return r.producer.sequence == 29; });
    ASSERT_TRUE(later);
    EXPECT_EQ(counted(*later), counted(*first));
    sampler.set_facts_interval(1ms);
    EXPECT_TRUE(
        wait_for(sampler, [&](const RingReading& r) { return counted(r) > counted(*first); }));
}

TEST(Sampler, TakesNoSampleWhilePausedAndShowsThePauseAsAGap)
{
    const ringtest::TemporaryRing ring;
    const auto producer = make_producer(ring.name());
    const auto history = std::make_shared<History>();
    Sampler sampler(quick(), history);
    sampler.watch(ring.name());
    ASSERT_TRUE(wait_for(sampler, RingWord::Live));
    sampler.pause();
    const auto paused = sampler.counters().ticks;
    const auto end = Clock::now() + kWatchdog;
    while (sampler.counters().ticks < paused + 50 && Clock::now() < end) {
        std::this_thread::yield();
    }
    const auto resumed = Clock::now();
    std::vector<RingReading> readings;
    sampler.take_readings(readings);
    sampler.resume();
    ASSERT_TRUE(wait_for(
        sampler, [&](const RingReading& r) { return r.attached && r.sampled_at > resumed; }));
    const auto gaps = history->gaps(ring.name(), resumed - 20ms, resumed);
    ASSERT_FALSE(gaps.empty());
    EXPECT_GE(gaps.back().missed, 30U);
}

}  // namespace
}  // namespace monitor::test
