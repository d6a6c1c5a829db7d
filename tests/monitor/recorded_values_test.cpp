// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/records.h"
#include "monitor/recording/sample_codec.h"
#include "monitor/ring_model.h"

#include "monitor/snapshots.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace monitor::test {
namespace {

using recording::ByteReader;
using recording::ByteWriter;
using recording::Configuration;
using recording::SampleDecoder;
using recording::SampleEncoder;
using ringlib::RingSnapshot;

constexpr std::uint64_t kTickNs = 10'000'000;

TEST(RecordedNumber, ComesBackAsItWasWritten)
{
    ByteWriter out;
    const std::vector<std::uint64_t> numbers{0, 1, 127, 128, 1ULL << 32U, ~0ULL};
    const std::vector<std::int64_t> differences{0, -1, 1, -64, 64, INT64_MIN, INT64_MAX};
    for (const auto number : numbers) {
        out.number(number);
    }
    for (const auto difference : differences) {
        out.difference(difference);
    }
    out.real(-0.1);
    ByteReader in(out.bytes());
    for (const auto number : numbers) {
        EXPECT_EQ(in.number(), number);
    }
    for (const auto difference : differences) {
        EXPECT_EQ(in.difference(), difference);
    }
    EXPECT_EQ(in.real(), -0.1);
    EXPECT_TRUE(in.at_end());
    EXPECT_FALSE(in.failed());
}

TEST(RecordedNumber, OfMoreThan64BitsOrCutShortIsDamage)
{
    const std::vector<std::byte> too_long(11, std::byte{0xff});
    ByteReader long_one(too_long);
    EXPECT_EQ(long_one.number(), 0U);
    EXPECT_TRUE(long_one.failed());
    const std::vector<std::byte> cut{std::byte{0x80}};
    ByteReader cut_one(cut);
    EXPECT_EQ(cut_one.number(), 0U);
    EXPECT_TRUE(cut_one.failed());
    EXPECT_EQ(cut_one.text(10), "");
}

/// A ring that does everything a ring can, from one seed.
class EventfulRing {
public:
    explicit EventfulRing(std::uint64_t seed)
        : m_random(seed)
    {
        m_snapshot = snapshot_of(-1, {});
    }

    const RingSnapshot& next()
    {
        m_snapshot.taken_ns += kTickNs + m_random() % 1000;
        m_snapshot.width_ns = m_random() % 5000;
        m_snapshot.producer.sequence += static_cast<ringlib::Sequence>(m_random() % 4096);
        for (auto& consumer : m_snapshot.consumers) {
            consumer.sequence
                = m_snapshot.producer.sequence - static_cast<ringlib::Sequence>(m_random() % 4096);
        }
        for (auto& counter : m_snapshot.counters) {
            counter.value += m_random() % 100;
        }
        happen();
        return m_snapshot;
    }

private:
    void happen()
    {
        auto& consumers = m_snapshot.consumers;
        switch (m_random() % 20) {
        case 0:
            consumers.push_back(consumer_at("cp_" + std::to_string(m_random() % 100), 0));
            break;
        case 1:
            if (!consumers.empty()) {
                consumers.pop_back();
            }
            break;
        case 2:
            m_snapshot.producer.blocked_since_ns = m_random();
            m_snapshot.producer.gated_by = "cp_1";
            break;
        case 3:
            m_snapshot.producer.blocked_since_ns = 0;
            m_snapshot.producer.gated_by.reset();
            break;
        case 4:
            m_snapshot.liveness.emplace();
            m_snapshot.liveness->config.required_consumer_ids = {"cp_1", "cp_2"};
            m_snapshot.liveness->fires_in = std::chrono::nanoseconds(m_random() % 1000);
            break;
        case 5:
            if (m_snapshot.liveness) {
                m_snapshot.liveness->last_alert = {"cp_1", 17, std::chrono::seconds(1), true};
            }
            break;
        case 6:
            m_snapshot.liveness.reset();
            break;
        case 7:
            m_snapshot.stream_end = ringlib::StreamEnd{ringlib::StreamEnd::Closed, "x"};
            break;
        case 8:
            m_snapshot.stream_end.reset();
            break;
        case 9:
            m_snapshot.counters.push_back({0x100, "app", m_random(), 0});
            break;
        case 10:
            ++m_snapshot.producer.epoch;
            m_snapshot.used_max = m_random() % 4096;
            break;
        default:
            break;
        }
    }

    std::mt19937_64 m_random;
    RingSnapshot m_snapshot;
};

void expect_same(const RingSnapshot& a, const RingSnapshot& b)
{
    EXPECT_EQ(a.taken_ns, b.taken_ns);
    EXPECT_EQ(a.width_ns, b.width_ns);
    EXPECT_EQ(a.capacity, b.capacity);
    EXPECT_EQ(a.used_max, b.used_max);
    EXPECT_EQ(a.producer.sequence, b.producer.sequence);
    EXPECT_EQ(a.producer.epoch, b.producer.epoch);
    EXPECT_EQ(a.producer.blocked_since_ns, b.producer.blocked_since_ns);
    EXPECT_EQ(a.producer.gated_by, b.producer.gated_by);
    EXPECT_EQ(a.stream_end.has_value(), b.stream_end.has_value());
    ASSERT_EQ(a.liveness.has_value(), b.liveness.has_value());
    if (a.liveness) {
        EXPECT_EQ(a.liveness->fires_in, b.liveness->fires_in);
        EXPECT_EQ(
            a.liveness->config.required_consumer_ids, b.liveness->config.required_consumer_ids);
        EXPECT_EQ(a.liveness->last_alert.has_value(), b.liveness->last_alert.has_value());
    }
    ASSERT_EQ(a.consumers.size(), b.consumers.size());
    for (std::size_t i = 0; i < a.consumers.size(); ++i) {
        EXPECT_EQ(a.consumers[i].id, b.consumers[i].id);
        EXPECT_EQ(a.consumers[i].pid, b.consumers[i].pid);
        EXPECT_EQ(a.consumers[i].sequence, b.consumers[i].sequence);
    }
    ASSERT_EQ(a.counters.size(), b.counters.size());
    for (std::size_t i = 0; i < a.counters.size(); ++i) {
        EXPECT_EQ(a.counters[i].value, b.counters[i].value);
        EXPECT_EQ(a.counters[i].label, b.counters[i].label);
    }
}

TEST(RecordedSample, ComesBackAsItWasTakenWhateverTheRingDid)
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        EventfulRing ring(seed);
        SampleEncoder encoder;
        SampleDecoder decoder;
        decoder.set_shape(4096, 64);
        for (int i = 0; i < 500 && !testing::Test::HasFailure(); ++i) {
            const RingSnapshot& snapshot = ring.next();
            ByteWriter out;
            encoder.encode(snapshot, true, out);
            ByteReader in(out.bytes());
            expect_same(decoder.decode(in), snapshot);
            EXPECT_TRUE(in.at_end());
            EXPECT_FALSE(in.failed());
        }
    }
}

TEST(RecordedSample, OfASteadyRingCostsAtMostTenBytesForEachConsumer)
{
    SampleEncoder encoder;
    ByteWriter out;
    std::mt19937_64 random(1);
    auto snapshot
        = snapshot_of(0, {consumer_at("cp_0", 0), consumer_at("cp_1", 0), consumer_at("cp_2", 0)});
    encoder.encode(snapshot, true, out);
    out.clear();
    constexpr std::size_t kSamples = 1000;
    for (std::size_t i = 0; i < kSamples; ++i) {
        snapshot.taken_ns += kTickNs + random() % 100'000;
        snapshot.width_ns = 3000 + random() % 2000;
        snapshot.producer.sequence += static_cast<ringlib::Sequence>(20'000 + random() % 2000);
        for (auto& consumer : snapshot.consumers) {
            consumer.sequence
                = snapshot.producer.sequence - static_cast<ringlib::Sequence>(random() % 200);
        }
        encoder.encode(snapshot, false, out);
    }
    EXPECT_LE(out.size(), 10 * snapshot.consumers.size() * kSamples);
}

TEST(RecordedConfiguration, WithThresholdsThatNoRuleCanUseIsDamage)
{
    const auto is_damage = [](const auto& change) {
        Configuration configuration;
        configuration.rate_hz = 100;
        configuration.rate_span = RingModelOptions().rate_span;
        change(configuration);
        ByteWriter out;
        recording::write(out, configuration);
        ByteReader in(out.bytes());
        recording::read(in, configuration);
        return in.failed();
    };
    EXPECT_FALSE(is_damage([](Configuration&) {}));
    for (const double value : {-1.0, -1.9e208, 1e300, std::nan(""), HUGE_VAL}) {
        EXPECT_TRUE(is_damage([&](auto& it) { it.limits.window_share_min = value; })) << value;
        EXPECT_TRUE(is_damage([&](auto& it) { it.limits.stall_gap_factor = value; })) << value;
        EXPECT_TRUE(is_damage([&](auto& it) { it.rate_hz = value; })) << value;
    }
    EXPECT_TRUE(is_damage([](auto& it) { it.limits.stall_gaps_min = -1; }));
    EXPECT_TRUE(is_damage([](auto& it) { it.limits.hold = Duration(-1); }));
    EXPECT_TRUE(is_damage([](auto& it) { it.limits.falling_eta = Duration::max(); }));
}

}  // namespace
}  // namespace monitor::test
