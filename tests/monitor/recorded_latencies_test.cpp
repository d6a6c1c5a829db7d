// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/summary.h"
#include "monitor/recording/writer.h"

#include "monitor/recorded_ring.h"
#include "monitor/snapshots.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>

#include <ringlib/layout.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace monitor::test {
namespace {

using recording::RecordingWriter;

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

class RecordedLatencies : public testing::Test {
protected:
    ringtest::TemporaryDirectory m_directory;
    std::filesystem::path m_file = m_directory.path() / "run.ringrec";
};

TEST_F(RecordedLatencies, AreThoseOfMeanwhileAndNoneFromBefore)
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

TEST_F(RecordedLatencies, OfAnEndpointThatBeganAnewCountFromZero)
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

}  // namespace
}  // namespace monitor::test
