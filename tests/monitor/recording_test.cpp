// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/column_strip.h"
#include "monitor/recording/reader.h"
#include "monitor/recording/sample_codec.h"
#include "monitor/recording/summary.h"
#include "monitor/recording/writer.h"

#include "monitor/recorded_ring.h"
#include "monitor/snapshots.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>

#include <ringlib/crc32c.h>
#include <ringlib/layout.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

namespace monitor::test {
namespace {

using recording::ByteReader;
using recording::ByteWriter;
using Cause = recording::RecordingError::Cause;
using recording::Configuration;
using recording::RecordingWriter;
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

class Recording : public testing::Test {
protected:
    static constexpr std::int64_t kSecond = 1000;

    /// A ring of two consumers for so long; from `stall_ms` on the second one does not move.
    void record(std::int64_t ms, std::int64_t stall_ms, const std::string& why = "ended")
    {
        m_writer = record_ring(m_file, {"orders", ms, stall_ms}, why);
    }
    [[nodiscard]] std::string content() const
    {
        std::ifstream stream(m_file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void put(const std::string& content) const
    {
        std::ofstream(m_file, std::ios::binary | std::ios::trunc) << content;
    }

    ringtest::TemporaryDirectory m_directory;
    std::filesystem::path m_file = m_directory.path() / "run.ringrec";
    std::unique_ptr<RecordingWriter> m_writer;
};

TEST_F(Recording, IsJudgedAgainAsItWasJudged)
{
    record(20 * kSecond, 8 * kSecond);
    const auto summary = recording::summarise(m_file).value();
    EXPECT_TRUE(summary.end.whole);
    EXPECT_EQ(summary.end.why, "ended");
    ASSERT_EQ(summary.rings.size(), 1U);
    const auto& ring = summary.rings[0];
    EXPECT_EQ(ring.samples, 2000U);
    EXPECT_EQ(ring.events, 19'990U);
    EXPECT_GE(summary.verdicts, 4U);
    EXPECT_EQ(summary.verdicts_changed, 0U);
    ASSERT_EQ(ring.consumers.size(), 2U);
    EXPECT_EQ(ring.consumers[0].lag_max, 0U);
    EXPECT_EQ(ring.consumers[1].lag_max, 4096U);
    ASSERT_NE(ring.first_fault(), nullptr);
    EXPECT_EQ(ring.first_fault()->consumer, "cp_1");
    EXPECT_NEAR(to_seconds(ring.first_fault()->time - *ring.begin), 9.0, 0.2);
}

TEST_F(Recording, OfAnotherNameIsNeverOverwritten)
{
    put("mine");
    const auto writer = RecordingWriter::create(m_file, recording_configuration());
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().cause, Cause::Exists);
    EXPECT_EQ(content(), "mine");
}

TEST_F(Recording, CutAnywhereOpensUpToItsLastWholeBlock)
{
    record(10 * kSecond, 5 * kSecond);
    const std::string whole = content();
    const auto all = recording::summarise(m_file).value();
    std::uint64_t last_samples = 0;
    for (std::size_t size = 16; size < whole.size(); size += 97) {
        put(whole.substr(0, size));
        const auto cut = recording::summarise(m_file);
        ASSERT_TRUE(cut) << size;
        EXPECT_FALSE(cut->end.whole);
        EXPECT_LE(cut->end.good_bytes, size);
        EXPECT_EQ(cut->end.file_bytes, size);
        EXPECT_FALSE(cut->end.why.empty());
        const std::uint64_t samples = cut->rings.empty() ? 0 : cut->rings[0].samples;
        EXPECT_GE(samples, last_samples) << size;
        last_samples = samples;
    }
    EXPECT_GT(last_samples, all.rings[0].samples / 2);
}

TEST_F(Recording, OfAKilledProgramLacksAtMostItsLastSeconds)
{
    record(10 * kSecond, 10 * kSecond, "");
    // What was handed over is written by the file's own thread.
    std::uint64_t samples = 0;
    while (samples < 800) {
        const auto summary = recording::summarise(m_file);
        ASSERT_TRUE(summary);
        EXPECT_FALSE(summary->end.whole);
        samples = summary->rings.empty() ? 0 : summary->rings[0].samples;
    }
    EXPECT_LE(samples, 1000U);
}

TEST_F(Recording, DamagedInAnyByteIsReadUpToThereAndSaysSo)
{
    record(3 * kSecond, 2 * kSecond);
    const std::string whole = content();
    for (std::size_t at = 16; at < whole.size(); at += 13) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        put(damaged);
        const auto summary = recording::summarise(m_file);
        ASSERT_TRUE(summary) << at;
        EXPECT_FALSE(summary->end.whole) << at;
        EXPECT_LE(summary->end.good_bytes, at) << at;
    }
}

TEST_F(Recording, WhoseBlocksLieWithAGoodChecksumDoesNoHarm)
{
    record(kSecond, kSecond);
    const std::string whole = content();
    const auto word = [&](std::size_t at) {
        std::uint32_t value = 0;
        std::memcpy(&value, whole.data() + at, sizeof(value));
        return value;
    };
    std::mt19937_64 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::string damaged = whole;
        std::size_t at = 16;
        while (at < damaged.size()) {  // every block is changed, and its checksum put right
            const std::size_t size = word(at + 4);
            const std::size_t begin = at + 12;
            for (int i = 0; i < 3; ++i) {
                damaged[begin + random() % size] = static_cast<char>(random());
            }
            const std::uint32_t crc
                = ringlib::crc32c(std::as_bytes(std::span(damaged).subspan(begin, size)));
            std::memcpy(damaged.data() + at + 8, &crc, sizeof(crc));
            at = begin + size;
        }
        put(damaged);
        EXPECT_TRUE(recording::summarise(m_file));
    }
}

TEST_F(Recording, ThatIsNoneOrOfAnotherFormatIsRefusedAndLeftAsItIs)
{
    for (const std::string& content :
        {std::string(), std::string("RINGREC"), std::string(5000, 'x')}) {
        put(content);
        const auto refused = recording::summarise(m_file);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().cause, Cause::NoRecording);
    }
    std::filesystem::remove(m_file);
    record(kSecond, kSecond);
    std::string newer = content();
    newer[8] = 2;
    put(newer);
    const auto refused = recording::summarise(m_file);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause, Cause::OtherVersion);
    EXPECT_NE(refused.error().what.find("format 2, this reads 1"), std::string::npos);
    EXPECT_EQ(content(), newer);
    const auto directory = recording::summarise(m_directory.path());
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().cause, Cause::NoRecording);
}

/// So many latencies of each of these times, as an endpoint would have recorded them.
ringlib::LatencySnapshot latencies_of(
    const std::string& consumer, const std::vector<std::pair<std::uint64_t, std::uint64_t>>& counts)
{
    using Cells = ringlib::layout::RingLatencies;
    ringlib::LatencySnapshot latency;
    latency.consumer = consumer;
    latency.cells.resize(Cells::kCells);
    for (const auto& [ns, count] : counts) {
        latency.cells[Cells::cell_of(ns)] += count;
        latency.total += count;
        latency.sum_ns += ns * count;
        latency.max_ns = std::max(latency.max_ns, ns);
    }
    return latency;
}

TEST_F(Recording, TellsTheLatenciesThatWereRecordedMeanwhileAndNoneFromBefore)
{
    {
        auto writer = RecordingWriter::create(m_file, recording_configuration()).value();
        auto& track = writer->add("orders");
        track.attached(info_of(1));
        track.latencies(
            std::vector{latencies_of("", {{100, 5}}), latencies_of("cp_0", {{9'000'000, 1000}})},
            at_ms(1000));
        track.latencies(std::vector{latencies_of("", {{100, 5}}),
                            latencies_of("cp_0", {{9'000'000, 1000}, {1000, 990}})},
            at_ms(2000));
        track.latencies(
            std::vector{latencies_of("cp_0", {{9'000'000, 1000}, {1000, 990}, {5000, 10}}),
                latencies_of("late", {{700, 3}})},
            at_ms(3000));
        writer->close("ended");
    }
    const auto summary = recording::summarise(m_file).value();
    EXPECT_TRUE(summary.end.whole);
    const auto& latencies = summary.rings.at(0).latencies;
    ASSERT_EQ(latencies.size(), 2U);  // the producer recorded none meanwhile
    EXPECT_EQ(latencies[0].consumer, "cp_0");
    EXPECT_EQ(latencies[0].total, 1000U);
    EXPECT_NEAR(static_cast<double>(latencies[0].quantile(0.5)), 1000, 16);
    EXPECT_NEAR(static_cast<double>(latencies[0].quantile(0.999)), 5000, 80);
    EXPECT_NEAR(static_cast<double>(latencies[0].max_ns), 5000, 80);
    EXPECT_EQ(latencies[0].sum_ns, 990'000U + 50'000U);
    EXPECT_EQ(latencies[1].consumer, "late");
    EXPECT_EQ(latencies[1].total, 3U);
}

TEST_F(Recording, CountsTheLatenciesOfAnEndpointThatBeganAnewFromZero)
{
    {
        auto writer = RecordingWriter::create(m_file, recording_configuration()).value();
        auto& track = writer->add("orders");
        track.attached(info_of(1));
        track.latencies(std::vector{latencies_of("cp_0", {{1000, 50}})}, at_ms(1000));
        track.latencies(std::vector{latencies_of("cp_0", {{2000, 7}})}, at_ms(2000));
        track.attached(info_of(2));
        track.latencies(std::vector{latencies_of("cp_0", {{2000, 70}})}, at_ms(3000));
        writer->close("ended");
    }
    const auto summary = recording::summarise(m_file).value();
    ASSERT_EQ(summary.rings.at(0).latencies.size(), 1U);
    EXPECT_EQ(summary.rings[0].latencies[0].total, 77U);
    EXPECT_NEAR(static_cast<double>(summary.rings[0].latencies[0].quantile(0.01)), 2000, 32);
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

TEST_F(Recording, SkipsRecordsThatALaterVersionAdded)
{
    record(kSecond, kSecond);
    std::string whole = content();
    const std::string later = std::string("\x42\x03") + "new";  // kind 66, three bytes
    std::string block = "RBLK";
    const auto put_word = [&](std::uint32_t value) {
        block.append(reinterpret_cast<const char*>(&value), sizeof(value));
    };
    put_word(static_cast<std::uint32_t>(later.size()));
    put_word(ringlib::crc32c(std::as_bytes(std::span(later))));
    block += later;
    std::uint32_t first = 0;
    std::memcpy(&first, whole.data() + 20, sizeof(first));
    whole.insert(16 + 12 + first, block);  // behind the configuration
    put(whole);
    const auto summary = recording::summarise(m_file).value();
    EXPECT_TRUE(summary.end.whole);
    EXPECT_EQ(summary.rings.at(0).samples, 100U);
}

TEST(ColumnStrip, KeepsTheSpikeOfOneSampleHoweverLongItGrows)
{
    recording::ColumnStrip strip;
    for (std::int64_t ms = 0; ms < 3'600'000; ms += 10) {
        strip.add(at_ms(ms), ms == 1'234'560 ? 100 : 1);
    }
    EXPECT_LE(strip.columns().size(), 800U);
    const auto spike = std::find_if(strip.columns().begin(), strip.columns().end(),
        [](const auto& column) { return column.most == 100; });
    ASSERT_NE(spike, strip.columns().end());
    const auto index = spike - strip.columns().begin();
    EXPECT_LE(strip.begin() + strip.width() * index, at_ms(1'234'560));
    EXPECT_GT(strip.begin() + strip.width() * (index + 1), at_ms(1'234'560));
}

}  // namespace
}  // namespace monitor::test
