// SPDX-License-Identifier: MIT OR Apache-2.0
// What the monitor says of a ring from outside, against what the processes at it say of themselves.
#include "monitor/ring_watch.h"

#include "hostile/outcome.h"
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <functional>
#include <thread>

namespace {

using monitor::Clock;
using monitor::ConsumerReading;
using monitor::Duration;
using monitor::RingReading;
using monitor::TimePoint;
using ringlib::Sequence;
using ringtest::ChildProcess;
using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

constexpr Duration kWatchdog = 30s;
constexpr Duration kTick = 10ms;

const ConsumerReading* find(const RingReading& reading, const std::string& id)
{
    const auto found = std::find_if(reading.consumers.begin(), reading.consumers.end(),
        [&](const ConsumerReading& consumer) { return consumer.id == id; });
    return found == reading.consumers.end() ? nullptr : &*found;
}

/// The last line of a worker that has ended.
Json summary_of(ChildProcess& worker)
{
    const std::string output = worker.wait().output;
    const std::size_t last = output.rfind("{\"type\":\"summary\"");
    EXPECT_NE(last, std::string::npos) << output;
    return Json::parse(output.substr(last));
}

/// A ring of real workers, looked at a hundred times a second.
class Agreement : public testing::Test {
protected:
    ChildProcess produce(const std::string& rate)
    {
        ChildProcess worker({RINGWORKER, "produce", "--ring", m_ring.name(), "--capacity", "65536",
            "--event-size", "64", "--rate", rate});
        EXPECT_NE(worker.read_line().find("ready"), std::string::npos);
        return worker;
    }
    ChildProcess consume(const std::string& id)
    {
        ChildProcess worker({RINGWORKER, "consume", "--ring", m_ring.name(), "--id", id});
        EXPECT_NE(worker.read_line().find("ready"), std::string::npos);
        return worker;
    }

    /// Looks until `done` says so of a sample.
    void look_until(const std::function<bool(const RingReading&)>& done)
    {
        const auto end = Clock::now() + kWatchdog;
        for (auto next = Clock::now(); Clock::now() < end; next += kTick) {
            std::this_thread::sleep_until(next);
            if (m_watch.tick() && done(m_watch.reading())) {
                return;
            }
        }
        FAIL() << "never seen within the watchdog's time";
    }
    void look_for(Duration time)
    {
        const auto end = Clock::now() + time;
        look_until([&](const RingReading& reading) { return reading.sampled_at >= end; });
    }

    ringtest::TemporaryRing m_ring;
    monitor::RingWatch m_watch{m_ring.name()};
};

TEST_F(Agreement, OfTheLastEventWithinOneSample)
{
    auto producer = produce("20k");
    auto consumer = consume("cp_0");
    look_for(500ms);
    Sequence seen = ringlib::kNoSequence;
    Sequence published_when_gone = ringlib::kNoSequence;
    consumer.signal(SIGTERM);
    look_until([&](const RingReading& reading) {
        const ConsumerReading* row = find(reading, "cp_0");
        seen = row != nullptr ? row->sequence : seen;
        published_when_gone = reading.producer.sequence;
        return row == nullptr;
    });
    const Json summary = summary_of(consumer);
    EXPECT_GE(summary.at("last"), seen);
    EXPECT_LE(summary.at("last"), published_when_gone);
    EXPECT_EQ(summary.at("gaps"), 0);
}

TEST_F(Agreement, OfTheLagToTheEventOnceBothStandStill)
{
    auto producer = produce("20k");
    auto consumer = consume("cp_0");
    look_for(300ms);
    consumer.signal(SIGSTOP);
    look_until([](const RingReading& reading) {
        const ConsumerReading* row = find(reading, "cp_0");
        return row != nullptr && row->lag_events >= 5000;
    });
    producer.signal(SIGTERM);
    const Json produced = summary_of(producer);
    look_until([](const RingReading& reading) {
        return reading.producer.state == monitor::ProducerWord::Ended;
    });
    const ConsumerReading* row = find(m_watch.reading(), "cp_0");
    ASSERT_NE(row, nullptr);
    const auto lag = static_cast<Sequence>(row->lag_events);
    const Sequence consumed = row->sequence;
    EXPECT_EQ(m_watch.reading().producer.sequence, produced.at("last"));
    EXPECT_EQ(lag, produced.at("last").get<Sequence>() - consumed);
    consumer.signal(SIGCONT);
    const Json summary = summary_of(consumer);  // it reads what is left
    EXPECT_EQ(summary.at("last"), produced.at("last"));
    // What it consumed after the stop is the lag that was seen.
    EXPECT_EQ(summary.at("events").get<Sequence>() - lag,
        consumed - summary.at("first").get<Sequence>() + 1);
}

TEST_F(Agreement, OfTheRatesWithinWhatOneSampleMayHide)
{
    auto producer = produce("20k");
    auto consumer = consume("cp_0");
    struct Seen {
        double least = 1e300;
        double most = 0;
        void add(double rate)
        {
            least = std::min(least, rate);
            most = std::max(most, rate);
        }
    };
    Seen published;
    Seen consumed;
    const auto begun = Clock::now();
    look_until([&](const RingReading& reading) {
        const ConsumerReading* row = find(reading, "cp_0");
        if (row != nullptr && reading.sampled_at - begun >= 400ms) {  // the meter's span is full
            published.add(reading.producer.events_per_s);
            consumed.add(row->events_per_s);
        }
        return reading.sampled_at - begun >= 2s;
    });
    consumer.signal(SIGTERM);
    const Json of_consumer = summary_of(consumer);
    producer.signal(SIGTERM);
    const Json of_producer = summary_of(producer);
    // An average lies between the least and the most; the ends of the run were not seen.
    constexpr double kSample = 0.04;  // one of 10 ms in the meter's 250
    const double producers = of_producer.at("events_per_s");
    const double consumers = of_consumer.at("events_per_s");
    EXPECT_GE(producers, published.least * (1 - kSample));
    EXPECT_LE(producers, published.most * (1 + kSample));
    EXPECT_GE(consumers, consumed.least * (1 - kSample));
    EXPECT_LE(consumers, consumed.most * (1 + kSample));
}

TEST_F(Agreement, OfTheTimeLagAndTheLongestLatency)
{
    auto producer = produce("20k");
    auto consumer = consume("cp_0");
    look_for(300ms);
    consumer.signal(SIGSTOP);
    Duration stood{};  // the age of the oldest event at the last sample before it went on
    TimePoint stood_at;
    Sequence stood_behind = ringlib::kNoSequence;
    look_until([&](const RingReading& reading) {
        const ConsumerReading* row = find(reading, "cp_0");
        stood = row->lag_time.age;
        stood_at = reading.sampled_at;
        stood_behind = row->sequence;
        return stood >= 400ms;
    });
    consumer.signal(SIGCONT);
    TimePoint went_on;
    look_until([&](const RingReading& reading) {
        went_on = reading.sampled_at;
        return find(reading, "cp_0")->sequence > stood_behind;
    });
    consumer.signal(SIGTERM);
    const auto latency = summary_of(consumer).at("latency_ns");
    const Duration longest(latency.at("max").get<Duration::rep>());
    // The event was published within one sample of the time that interpolation gives.
    EXPECT_GE(longest, stood - kTick);
    EXPECT_LE(longest, stood + (went_on - stood_at) + kTick);
}

/// Lag is 0 to capacity, whatever runs on between the two readings of a snapshot.
TEST_F(Agreement, LetsNoLagLeaveTheRingUnderLoad)
{
    ChildProcess producer({RINGWORKER, "produce", "--ring", m_ring.name(), "--capacity", "256",
        "--event-size", "32", "--rate", "max", "--quiet"});
    ChildProcess first({RINGWORKER, "consume", "--ring", m_ring.name(), "--id", "cp_0", "--quiet"});
    ChildProcess second(
        {RINGWORKER, "consume", "--ring", m_ring.name(), "--id", "cp_1", "--quiet"});
    look_until([](const RingReading& reading) { return reading.consumers.size() == 2; });
    const std::uint64_t snapshots = ringtest::rounds(4000);
    std::uint64_t looked_at = 0;
    Sequence published = ringlib::kNoSequence;
    const Sequence begun = m_watch.reading().producer.sequence;
    while (looked_at < snapshots) {
        ASSERT_TRUE(m_watch.tick());
        const RingReading& reading = m_watch.reading();
        ++looked_at;
        ASSERT_EQ(reading.consumers.size(), 2U);
        ASSERT_GE(reading.producer.sequence, published) << looked_at;
        published = reading.producer.sequence;
        ASSERT_LE(reading.used, reading.capacity) << looked_at;
        for (const ConsumerReading& row : reading.consumers) {
            ASSERT_LE(row.lag_events, reading.capacity) << looked_at;
            ASSERT_LE(row.sequence, published) << looked_at;
            ASSERT_GE(row.lag_percent, 0) << looked_at;
            ASSERT_LE(row.lag_percent, 100) << looked_at;
        }
    }
    EXPECT_GT(published, begun) << "there was no load";
    RecordProperty("snapshots", std::to_string(looked_at));
    std::printf("%llu snapshots, %lld events published meanwhile\n",
        static_cast<unsigned long long>(looked_at), static_cast<long long>(published - begun));
}

}  // namespace
