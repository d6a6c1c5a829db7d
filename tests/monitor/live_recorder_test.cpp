// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/live_recorder.h"

#include "monitor/recorded_ring.h"
#include "monitor/recording/load.h"
#include "monitor/recording/report.h"
#include "monitor/recording/save.h"
#include "monitor/recording/summary.h"
#include "monitor/ring_json.h"
#include "support/temporary_ring.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;
using recording::LiveRecorder;
using recording::Part;
using recording::save_recording;

constexpr std::int64_t kSecond = 1000;

TimePoint moment(std::int64_t ms)
{
    return at_ms(kRecordedBegin + ms);
}

class Kept : public testing::Test {
protected:
    void run(const RecordedRing& ring, LiveRecorder& recorder)
    {
        ring.run(
            recorder.ring(ring.name), [&](TimePoint time) { recorder.tick(time); },
            [this](const RingReading& reading) {
                m_seen.push_back(
                    json_text(ring_json(reading)) + std::to_string(to_ns(reading.sampled_at)));
            });
    }
    void run(const RecordedRing& ring) { run(ring, m_recorder); }
    [[nodiscard]] recording::Summary saved(
        const Part& part, const std::function<void(const RingReading&)>& each = {})
    {
        const auto done = save_recording(m_recorder.kept(), part, m_file);
        EXPECT_TRUE(done) << done.error();
        return recording::summarise(m_file, each).value();
    }
    [[nodiscard]] std::string content() const
    {
        std::ifstream stream(m_file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    ringtest::TemporaryDirectory m_directory;
    std::filesystem::path m_file = m_directory.path() / "saved.ringrec";
    LiveRecorder m_recorder{recording_configuration()};
    std::vector<std::string> m_seen;
};

TEST_F(Kept, IsSavedAfterwardsSampleForSample)
{
    run({"orders", 65 * kSecond, 20 * kSecond});
    std::vector<std::string> replayed;
    const auto summary = saved({}, [&](const RingReading& reading) {
        replayed.push_back(
            json_text(ring_json(reading)) + std::to_string(to_ns(reading.sampled_at)));
    });
    EXPECT_TRUE(summary.end.whole);
    EXPECT_EQ(summary.verdicts_changed, 0U);
    EXPECT_EQ(summary.rings.at(0).instances, 1U) << "chapters are none";
    EXPECT_EQ(replayed.size(), m_seen.size());
    EXPECT_TRUE(replayed == m_seen);
}

TEST_F(Kept, IsTheSameAsARecordingThatWasAskedForBefore)
{
    const RecordedRing ring{"orders", 65 * kSecond, 20 * kSecond};
    run(ring);
    const auto afterwards = saved({});
    const auto before_file = m_directory.path() / "before.ringrec";
    record_ring(before_file, ring);
    const auto before = recording::summarise(before_file).value();
    EXPECT_EQ(afterwards.rings.at(0).events, before.rings.at(0).events);
    EXPECT_EQ(afterwards.verdicts, before.verdicts) << "none is said twice";
    EXPECT_EQ(afterwards.rings.at(0).marks.size(), before.rings.at(0).marks.size());
}

TEST_F(Kept, PartBeginsAndEndsWhereAskedFor)
{
    run({"orders", 60 * kSecond, 20 * kSecond});
    const auto summary = saved({std::nullopt, moment(33 * kSecond), moment(43 * kSecond)});
    const auto& ring = summary.rings.at(0);
    EXPECT_EQ(ring.begin, moment(33 * kSecond));
    EXPECT_EQ(ring.end, moment(43 * kSecond));
    EXPECT_EQ(ring.samples, 1001U);
    EXPECT_EQ(
        summary.configuration.started_ns, static_cast<std::uint64_t>(to_ns(moment(33 * kSecond))));
    ASSERT_NE(ring.first_fault(), nullptr) << "what was said before still holds";
    EXPECT_EQ(ring.first_fault()->word, "STALLED");
    EXPECT_EQ(ring.first_fault()->time, moment(33 * kSecond));
}

TEST_F(Kept, OneRingIsSavedWithoutTheOthers)
{
    run({"orders", 12 * kSecond, kSecond});
    run({"quotes", 25 * kSecond, 25 * kSecond});
    const auto summary = saved({"quotes", std::nullopt, std::nullopt});
    ASSERT_EQ(summary.rings.size(), 1U);
    EXPECT_EQ(summary.rings[0].name, "quotes");
    EXPECT_EQ(summary.rings[0].samples, 2500U);
}

TEST_F(Kept, StaysWithinItsBudgetAndLosesTheOldest)
{
    constexpr std::size_t kBudget = 100'000;
    LiveRecorder recorder(recording_configuration(), kBudget);
    run({"orders", 600 * kSecond, 300 * kSecond}, recorder);
    EXPECT_LE(recorder.memory().bytes, kBudget);
    EXPECT_GT(recorder.memory().bytes, kBudget / 2);
    ASSERT_TRUE(save_recording(recorder.kept(), {}, m_file));
    const auto summary = recording::summarise(m_file).value();
    EXPECT_EQ(summary.rings.at(0).end, moment(600 * kSecond - 10));
    EXPECT_EQ(*summary.rings.at(0).begin, *recorder.memory().since + 10ms);
    EXPECT_GT(summary.rings.at(0).samples, 4000U);
}

TEST_F(Kept, ForTheLastSampleNobodyWaits)
{
    run({"orders", 10, 10});
    EXPECT_EQ(saved({}).rings.at(0).samples, 1U);
}

TEST_F(Kept, WithoutASampleIsNotSaved)
{
    run({"orders", kSecond, kSecond});
    const auto refused
        = save_recording(m_recorder.kept(), {std::nullopt, moment(5 * kSecond), {}}, m_file);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().find("no sample"), std::string::npos) << refused.error();
    EXPECT_FALSE(std::filesystem::exists(m_file));
}

TEST_F(Kept, NeverOverwritesAFile)
{
    run({"orders", kSecond, kSecond});
    std::ofstream(m_file) << "mine";
    const auto refused = save_recording(m_recorder.kept(), {}, m_file);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().find("there already"), std::string::npos) << refused.error();
    EXPECT_EQ(content(), "mine");
}

TEST_F(Kept, LeavesNothingBehindWhenTheDiskIsFull)
{
    run({"orders", 60 * kSecond, 20 * kSecond});
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit full{1000, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
    const auto refused = save_recording(m_recorder.kept(), {}, m_file);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().find("File too large"), std::string::npos) << refused.error();
    EXPECT_TRUE(std::filesystem::is_empty(m_directory.path()));
}

TEST_F(Kept, IsRecordedIntoAFileAsLongAsThatIsAskedFor)
{
    const RecordedRing ring{"orders", 30 * kSecond, 30 * kSecond};
    ring.run(m_recorder.ring(ring.name), [&](TimePoint time) {
        m_recorder.tick(time);
        if (time == moment(10 * kSecond)) {
            ASSERT_TRUE(m_recorder.start_file(m_file));
            EXPECT_EQ(m_recorder.file()->path, m_file);
        }
        if (time == moment(20 * kSecond)) {
            EXPECT_FALSE(m_recorder.end_file("ended by the test"));
            EXPECT_FALSE(m_recorder.file());
        }
    });
    const auto summary = recording::summarise(m_file).value();
    EXPECT_TRUE(summary.end.whole);
    EXPECT_EQ(summary.end.why, "ended by the test");
    EXPECT_EQ(summary.rings.at(0).begin, moment(10 * kSecond + 10));
    EXPECT_EQ(summary.rings.at(0).end, moment(20 * kSecond));
    m_file = m_directory.path() / "all.ringrec";
    EXPECT_EQ(saved({}).rings.at(0).samples, 3000U) << "what is kept is not disturbed";
}

TEST_F(Kept, HoldsWhatAPersonWroteAtItsMoment)
{
    const RecordedRing ring{"orders", 40 * kSecond, 20 * kSecond};
    run(ring);
    m_recorder.ring("orders").noted({moment(25 * kSecond), "somebody pulled\x1b the plug"});
    m_recorder.ring("orders").noted({moment(5 * kSecond), "before that"});
    Part part;
    part.from = moment(10 * kSecond);
    const auto summary = saved(part);
    std::vector<recording::Mark> notes;
    for (const recording::Mark& mark : summary.rings.at(0).marks) {
        if (mark.source == recording::Mark::Source::Person) {
            notes.push_back(mark);
        }
    }
    ASSERT_EQ(notes.size(), 1U) << "the other one is of before";
    EXPECT_EQ(notes[0].time, moment(25 * kSecond));
    EXPECT_EQ(notes[0].text, "somebody pulled\x1b the plug");
    const std::string report = report_text(summary);
    EXPECT_NE(report.find("somebody pulled\\x1b the plug  (a note)"), std::string::npos) << report;
    EXPECT_EQ(summary.rings[0].first_fault()->word, "STALLED") << "a note is no fault";
    const auto loaded = recording::load_recording(
        m_file, {}, [](const std::string& name) { return name; }, [](double) { return true; });
    ASSERT_TRUE(loaded && *loaded);
    ASSERT_EQ((*loaded)->notes.size(), 1U);
    EXPECT_EQ((*loaded)->notes[0].ring, 0U);
    EXPECT_EQ((*loaded)->notes[0].note.time, (*loaded)->times.shown(moment(25 * kSecond)));
    EXPECT_EQ((*loaded)->notes[0].note.text, "somebody pulled\x1b the plug");
}

}  // namespace
}  // namespace monitor::test
