// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/latency_meter.h"

#include <gtest/gtest.h>

#include <array>

namespace monitor {
namespace {

using Cells = ringlib::layout::RingLatencies;

ringlib::LatencySnapshot none_of(const std::string& consumer)
{
    ringlib::LatencySnapshot latency;
    latency.consumer = consumer;
    latency.cells.assign(Cells::kCells, 0);
    return latency;
}

void record(ringlib::LatencySnapshot& latency, std::uint64_t ns, std::uint64_t times)
{
    latency.cells[Cells::cell_of(ns)] += times;
}

TEST(LatencyMeter, CountsOnlyWhatCameSinceItWasAskedLast)
{
    LatencyMeter meter;
    std::array latencies{none_of("cp_0")};
    record(latencies[0], 5'000'000, 1000);
    EXPECT_FALSE(meter.add(latencies)) << "how old these are is not known";
    record(latencies[0], 2'000, 100);
    const auto shares = meter.add(latencies);
    ASSERT_TRUE(shares);
    EXPECT_NEAR(shares->p50, 2e-6, 2e-6 * 0.016);
    EXPECT_NEAR(shares->p999, 2e-6, 2e-6 * 0.016);
    EXPECT_FALSE(meter.add(latencies)) << "nothing was consumed";
}

TEST(LatencyMeter, TakesAllConsumersTogetherAndLeavesTheProducerOut)
{
    LatencyMeter meter;
    std::array latencies{none_of(""), none_of("cp_0"), none_of("cp_1")};
    (void)meter.add(latencies);
    record(latencies[0], 1'000'000'000, 10'000);
    record(latencies[1], 1'000, 980);
    record(latencies[2], 8'000'000, 20);
    const auto shares = meter.add(latencies);
    ASSERT_TRUE(shares);
    EXPECT_NEAR(shares->p50, 1e-6, 1e-6 * 0.016);
    EXPECT_NEAR(shares->p99, 8e-3, 8e-3 * 0.016);
}

TEST(LatencyMeter, AHistogramThatBeganAnewIsNewAsAWhole)
{
    LatencyMeter meter;
    std::array latencies{none_of("cp_0")};
    record(latencies[0], 9'000, 50);
    (void)meter.add(latencies);
    latencies[0] = none_of("cp_0");
    record(latencies[0], 4'000, 3);
    const auto shares = meter.add(latencies);
    ASSERT_TRUE(shares);
    EXPECT_NEAR(shares->p999, 4e-6, 4e-6 * 0.016);
}

TEST(LatencyMeter, CellsOfAnotherNumberAreNotRead)
{
    LatencyMeter meter;
    std::array latencies{none_of("cp_0")};
    (void)meter.add(latencies);
    latencies[0].cells.assign(3, 7);
    EXPECT_FALSE(meter.add(latencies));
}

}  // namespace
}  // namespace monitor
