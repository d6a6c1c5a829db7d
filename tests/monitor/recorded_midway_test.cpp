// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/live_recorder.h"

#include "monitor/recorded_ring.h"
#include "monitor/recording/report.h"
#include "monitor/recording/summary.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;
using recording::LiveRecorder;

constexpr std::int64_t kSecond = 1000;

/// A recording of a ring that was watched for a while already.
class RecordedMidway : public testing::Test {
protected:
    [[nodiscard]] recording::Summary recorded_from(std::int64_t begin_ms, const RecordedRing& ring,
        const recording::Configuration& configuration = recording_configuration()) const
    {
        const auto file = m_directory.path() / "midway.ringrec";
        LiveRecorder recorder(configuration);
        ring.run(recorder.ring(ring.name), [&](TimePoint time) {
            recorder.tick(time);
            if (time == at_ms(kRecordedBegin + begin_ms)) {
                ASSERT_TRUE(recorder.start_file(file));
            }
        });
        EXPECT_FALSE(recorder.end_file("ended by the test"));
        return recording::summarise(file).value();
    }

    ringtest::TemporaryDirectory m_directory;
};

TEST_F(RecordedMidway, HasNoOtherRulesForWhatWasKnownBefore)
{
    const auto summary = recorded_from(20 * kSecond, {"orders", 40 * kSecond, 10 * kSecond});
    EXPECT_EQ(summary.verdicts_changed, 0U);
    EXPECT_EQ(report_text(summary).find("differ"), std::string::npos) << report_text(summary);
    ASSERT_NE(summary.rings.at(0).first_fault(), nullptr) << "it is told all the same";
    EXPECT_EQ(summary.rings.at(0).first_fault()->word, "STALLED");
}

TEST_F(RecordedMidway, IsComparedOnceItHoldsAllThatTheRulesLookBackTo)
{
    const RecordedRing ring{"orders", 100 * kSecond, 80 * kSecond};
    const auto same = recorded_from(10 * kSecond, ring);
    EXPECT_GT(same.verdicts, 0U);
    EXPECT_EQ(same.verdicts_changed, 0U) << report_text(same);
    std::filesystem::remove(m_directory.path() / "midway.ringrec");
    recording::Configuration others = recording_configuration();
    others.limits.stall_unlearned = 2s;
    EXPECT_GT(recorded_from(10 * kSecond, ring, others).verdicts_changed, 0U);
}

}  // namespace
}  // namespace monitor::test
