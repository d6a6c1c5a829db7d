// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/load.h"

#include "monitor/recorded_ring.h"
#include "monitor/recording/live_recorder.h"
#include "monitor/ring_watch.h"
#include "monitor/shared_ring.h"

#include <gtest/gtest.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;
using recording::LoadedRecording;
using recording::RecordingWriter;

LoadedRecording load(const std::filesystem::path& file)
{
    return std::move(*recording::load_recording(
        file, {}, [](const std::string& ring) { return ring; },
        [](double) {
            return true;
        }).value());
}

class RecordedEnd : public testing::Test {
protected:
    ringtest::TemporaryDirectory m_directory;
    std::filesystem::path m_file = m_directory.path() / "run.ringrec";
};

TEST_F(RecordedEnd, OfARingThatWasRemovedHoldsNothingThatCannotBe)
{
    const ringtest::TemporaryRing name;
    recording::Configuration configuration = recording_configuration();
    recording::set_start(configuration);
    const auto writer = RecordingWriter::create(m_file, configuration).value();
    RecordingWriter::Track& track = writer->add(name.name());
    RingWatchOptions options;
    options.facts_interval = Duration(0);  // it is seen at once that the name is gone
    RingWatch watch(name.name(), options, &track);
    {
        ringtest::SharedRing ring(name);
        ring.publish(3);
        ASSERT_TRUE(watch.tick());
    }
    watch.tick();
    ASSERT_FALSE(watch.reading().attached);
    writer->close("ended");

    const LoadedRecording loaded = load(m_file);
    EXPECT_EQ(loaded.left_out.samples, 0U);
    EXPECT_EQ(loaded.samples, 2U) << "the last one tells that it was closed";
    ASSERT_FALSE(loaded.turns.empty());
    EXPECT_FALSE(loaded.turns.back().reading.attached);
    EXPECT_EQ(loaded.turns.back().reading.state, RingWord::Closed);
}

TEST_F(RecordedEnd, IsListedHoweverOftenARingWasEmptyBefore)
{
    const auto writer = RecordingWriter::create(m_file, recording_configuration()).value();
    RecordingWriter::Track& track = writer->add("orders");
    track.attached(info_of(1));
    constexpr std::int64_t kSamples = 12'000;
    for (std::int64_t i = 0; i < kSamples; ++i) {
        auto snapshot = snapshot_of(i + 1, {consumer_at("cp_0", i + i % 2)});
        snapshot.taken_ns = static_cast<std::uint64_t>(kRecordedBegin + i * 10) * 1'000'000;
        track.sampled(snapshot, {}, at_ms(kRecordedBegin + i * 10));
        writer->tick(at_ms(kRecordedBegin + i * 10));
    }
    track.lost(error_of(ringlib::Errc::Truncated), at_ms(kRecordedBegin + kSamples * 10));
    writer->close("ended");

    const LoadedRecording loaded = load(m_file);
    EXPECT_EQ(loaded.turns_left_out, 0U);
    ASSERT_FALSE(loaded.turns.empty());
    EXPECT_EQ(loaded.turns.back().reading.state, RingWord::Truncated);
}

}  // namespace
}  // namespace monitor::test
