// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/load.h"

#include "monitor/recorded_ring.h"
#include "monitor/ring_json.h"
#include "support/temporary_ring.h"

#include <ringlib/crc32c.h>

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <random>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;
using recording::load_recording;
using recording::LoadedRecording;
using recording::LoadOptions;

constexpr std::int64_t kSecond = 1000;

/// Times are shown as they were recorded.
LoadOptions options_here()
{
    LoadOptions options;
    options.unix_distance = Duration(0);
    return options;
}

std::string as_text(const RingReading& reading)
{
    return json_text(ring_json(reading)) + std::to_string(to_ns(reading.sampled_at));
}

class LoadedRing : public testing::Test {
protected:
    void record(const RecordedRing& ring, const std::string& why = "ended")
    {
        m_writer = record_ring(m_file, ring, why, [this](const RingReading& reading) {
            m_seen[reading.sampled_at] = as_text(reading);
            m_last = reading;
        });
    }
    /// Once it is known how it was seen, a clock that began otherwise changes nothing here.
    [[nodiscard]] LoadedRecording load(const LoadOptions& options = options_here()) const
    {
        return std::move(*load_recording(
            m_file, options, [](const std::string& ring) { return ring; },
            [](double) {
                return true;
            }).value());
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
    std::map<TimePoint, std::string> m_seen;  // as it was judged while it was recorded
    RingReading m_last;
    std::unique_ptr<recording::RecordingWriter> m_writer;
};

TEST_F(LoadedRing, IsAtEveryMomentAsItWasSeenSampleForSample)
{
    record({"orders", 60 * kSecond, 20 * kSecond});
    LoadedRecording loaded = load();
    EXPECT_EQ(loaded.samples, m_seen.size());
    for (const auto& [time, seen] : m_seen) {
        ASSERT_EQ(as_text(loaded.moments->at(time).at(0)), seen) << to_ns(time);
    }
}

TEST_F(LoadedRing, IsAtAMomentAsItWasWhereverOneComesFrom)
{
    record({"orders", 60 * kSecond, 20 * kSecond});
    LoadedRecording loaded = load();
    std::mt19937_64 random(3);
    for (int round = 0; round < 300; ++round) {
        const TimePoint time
            = at_ms(kRecordedBegin + static_cast<std::int64_t>(random() % (60 * kSecond)));
        const auto seen = std::prev(m_seen.upper_bound(time));
        ASSERT_EQ(as_text(loaded.moments->at(time).at(0)), seen->second) << to_ns(time);
    }
}

TEST_F(LoadedRing, HasNoReadingBeforeItsFirstSampleAndTheLastOneAfterItsEnd)
{
    record({"orders", 5 * kSecond, kSecond});
    LoadedRecording loaded = load();
    EXPECT_TRUE(loaded.moments->at(at_ms(kRecordedBegin - 1)).at(0).instance.empty());
    EXPECT_EQ(as_text(loaded.moments->at(at_ms(kRecordedBegin + 3600 * kSecond)).at(0)),
        m_seen.rbegin()->second);
}

TEST_F(LoadedRing, HasEverySampleInItsHistory)
{
    record({"orders", 30 * kSecond, 10 * kSecond});
    const LoadedRecording loaded = load();
    const SeriesKey key{"orders", Quantity::LagEvents, "cp_1"};
    for (std::int64_t ms = 0; ms < 30 * kSecond; ms += 10) {
        const auto lag = loaded.history->value_at(key, at_ms(kRecordedBegin + ms));
        const auto behind = ms < 10 * kSecond ? 0 : ms - (10 * kSecond - 10);
        ASSERT_EQ(lag, static_cast<double>(std::min<std::int64_t>(behind, 4096))) << ms;
    }
}

TEST_F(LoadedRing, KeepsASpikeOfOneSampleThoughNotEverySampleFits)
{
    record({"orders", 600 * kSecond, 600 * kSecond});
    LoadOptions options = options_here();
    options.history_bytes = std::size_t{1} << 20U;
    const LoadedRecording loaded = load(options);
    EXPECT_LE(loaded.history->memory_used(), options.history_bytes);
    EXPECT_EQ(loaded.history->refused(), 0U);
    std::vector<Column> columns(100);
    ASSERT_TRUE(loaded.history->query(
        {"orders", Quantity::Published, {}}, *loaded.first, *loaded.last + 1s, columns));
    EXPECT_NEAR(columns.front().min, 1, 10);
    EXPECT_NEAR(columns.back().max, 600 * kSecond - 9, 10);
}

TEST_F(LoadedRing, TellsOfEveryTurn)
{
    record({"orders", 30 * kSecond, 10 * kSecond});
    const LoadedRecording loaded = load();
    std::vector<ConsumerState> states;
    for (const recording::Turn& turn : loaded.turns) {
        const ConsumerState state = turn.reading.consumers.at(1).state;
        if (states.empty() || states.back() != state) {
            states.push_back(state);
        }
    }
    EXPECT_EQ(states.front(), ConsumerState::Unknown);
    EXPECT_EQ(states.back(), ConsumerState::Stalled);
    EXPECT_EQ(as_text(loaded.turns.back().reading), m_seen.rbegin()->second) << "the end, too";
    EXPECT_LT(loaded.turns.size(), 40U) << "not every sample";
}

TEST_F(LoadedRing, TellsSoManyTurnsAtMostAndHowManyItLeftOut)
{
    record({"orders", 30 * kSecond, 10 * kSecond});
    LoadOptions options = options_here();
    options.turns_max = 3;
    const LoadedRecording loaded = load(options);
    EXPECT_EQ(loaded.turns.size(), 3U);
    EXPECT_GT(loaded.turns_left_out, 0U);
}

TEST_F(LoadedRing, IsShownAtTheTimeOfDayAtWhichItWasRecorded)
{
    record({"orders", 5 * kSecond, kSecond});
    LoadOptions options = options_here();
    options.unix_distance = 1000s;  // this machine's clock began then; the recorder's in 1970
    LoadedRecording loaded = load(options);
    EXPECT_EQ(*loaded.first, at_ms(kRecordedBegin) - 1000s);
    EXPECT_EQ(loaded.times.recorded(*loaded.first), at_ms(kRecordedBegin));
    EXPECT_EQ(loaded.turns.front().reading.sampled_at, *loaded.first);
    EXPECT_EQ(loaded.history->oldest("orders"), *loaded.first);
}

TEST_F(LoadedRing, BeforeTheClockBeganHasItsColumnsInTheirPlaces)
{
    record({"orders", 20 * kSecond, 20 * kSecond});
    LoadOptions options = options_here();
    options.unix_distance = 110s;  // half of it lies before
    const LoadedRecording loaded = load(options);
    ASSERT_LT(*loaded.first, TimePoint{});
    std::vector<Column> columns(10);
    ASSERT_TRUE(loaded.history->query(
        {"orders", Quantity::Published, {}}, *loaded.first, *loaded.first + 20s, columns));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        EXPECT_NEAR(columns[i].min, 2000.0 * double(i) + 1, 101) << i;
        EXPECT_NEAR(columns[i].max, 2000.0 * double(i + 1), 101) << i;
    }
}

TEST_F(LoadedRing, ThatIsGivenUpIsNothing)
{
    record({"orders", 30 * kSecond, 10 * kSecond});
    double last = -1;
    const auto given_up = load_recording(
        m_file, options_here(), [](const std::string& ring) { return ring; },
        [&](double share) {
            EXPECT_GE(share, last);
            last = share;
            return share < 0.5;
        });
    ASSERT_TRUE(given_up);
    EXPECT_FALSE(given_up->has_value());
    EXPECT_LT(last, 0.9);
}

TEST_F(LoadedRing, CutAnywhereIsShownAsFarAsItIsGood)
{
    record({"orders", 10 * kSecond, 5 * kSecond});
    const std::string whole = content();
    std::uint64_t samples = 0;
    for (std::size_t size = 16; size < whole.size(); size += 211) {
        put(whole.substr(0, size));
        LoadedRecording loaded = load();
        EXPECT_FALSE(loaded.end.whole);
        EXPECT_GE(loaded.samples, samples);
        samples = loaded.samples;
        if (samples > 0) {
            EXPECT_EQ(as_text(loaded.moments->at(*loaded.last).at(0)), m_seen.at(*loaded.last));
        }
    }
    EXPECT_GT(samples, 500U);
}

/// A recording of records made by hand.
class Forged : public LoadedRing {
protected:
    explicit Forged()
        : m_track((m_forged
            = recording::RecordingWriter::create(m_file, recording_configuration()).value())
                      ->add("orders"))
    {
        m_track.attached(info_of(1));
    }
    void sample(std::int64_t ms, std::uint64_t taken_ns)
    {
        auto snapshot = RecordedRing().at(ms);
        snapshot.taken_ns = taken_ns;
        m_track.sampled(snapshot, {}, at_ms(ms));
    }

    std::unique_ptr<recording::RecordingWriter> m_forged;
    recording::RecordingWriter::Track& m_track;
};

TEST_F(Forged, TimesThatCannotBeAreLeftOut)
{
    const std::uint64_t begin = 100'000'000'000;
    for (const std::uint64_t time : {begin, begin + 10'000'000, std::uint64_t{0}, ~std::uint64_t{0},
             std::uint64_t{1} << 63U, begin, std::uint64_t{INT64_MAX}, begin + 20'000'000}) {
        sample(0, time);
    }
    m_forged->close("ended");
    LoadedRecording loaded = load();
    EXPECT_EQ(loaded.samples, 3U);
    EXPECT_EQ(loaded.left_out.samples, 5U);
    EXPECT_EQ(*loaded.last - *loaded.first, 20ms);
    EXPECT_EQ(loaded.moments->at(*loaded.last).at(0).sampled_at, *loaded.last);
}

TEST_F(Forged, RingsBeyondTheMostAreLeftOut)
{
    for (std::size_t i = 1; i < recording::BoundedReplay::kRingsMax + 10; ++i) {
        auto& track = m_forged->add("ring-" + std::to_string(i));
        track.attached(info_of(1));
        track.sampled(RecordedRing().at(0), {}, at_ms(0));
    }
    m_forged->close("ended");
    const LoadedRecording loaded = load();
    EXPECT_EQ(loaded.rings.size(), recording::BoundedReplay::kRingsMax);
    EXPECT_EQ(loaded.left_out.rings, 10U);
}

TEST_F(LoadedRing, WhoseBlocksLieWithAGoodChecksumDoesNoHarm)
{
    record({"orders", kSecond, kSecond});
    const std::string whole = content();
    const auto word = [&](std::size_t at) {
        std::uint32_t value = 0;
        std::memcpy(&value, whole.data() + at, sizeof(value));
        return value;
    };
    std::mt19937_64 random(11);
    LoadOptions options = options_here();
    options.history_bytes = std::size_t{1} << 20U;
    for (int round = 0; round < 400; ++round) {
        std::string damaged = whole;
        for (std::size_t at = 16; at < damaged.size();) {
            const std::size_t size = word(at + 4);
            for (int i = 0; i < 3; ++i) {
                damaged[at + 12 + random() % size] = static_cast<char>(random());
            }
            const std::uint32_t crc
                = ringlib::crc32c(std::as_bytes(std::span(damaged).subspan(at + 12, size)));
            std::memcpy(damaged.data() + at + 8, &crc, sizeof(crc));
            at += 12 + size;
        }
        put(damaged);
        LoadedRecording loaded = load(options);
        if (loaded.first) {
            EXPECT_LE(*loaded.first, *loaded.last);
            for (int moment = 0; moment < 10; ++moment) {
                const auto share = double(random() % 1000) / 1000;
                const auto& readings = loaded.moments->at(loaded.times.recorded(*loaded.first
                    + Duration(static_cast<Duration::rep>(
                        double((*loaded.last - *loaded.first).count()) * share))));
                EXPECT_EQ(readings.size(), loaded.rings.size());
            }
        }
    }
}

}  // namespace
}  // namespace monitor::test
