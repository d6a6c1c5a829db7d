// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/latency_histogram.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <vector>

namespace rig {
namespace {

TEST(LatencyHistogram, IsZeroWhenNothingWasRecorded)
{
    const LatencyHistogram histogram;
    EXPECT_EQ(histogram.quantile(0.5), 0U);
    EXPECT_EQ(histogram.max(), 0U);
    EXPECT_EQ(histogram.total(), 0U);
}

TEST(LatencyHistogram, IsAtMostEightThousandthsOffAtAnySize)
{
    std::mt19937_64 random(1);
    double worst = 0;
    for (unsigned shift = 0; shift < 64; ++shift) {
        for (int i = 0; i < 200; ++i) {
            const std::uint64_t value = random() >> shift;
            LatencyHistogram histogram;
            histogram.record(value);
            histogram.record(std::numeric_limits<std::uint64_t>::max());
            const auto told = static_cast<double>(histogram.quantile(0.5));
            const auto truth = static_cast<double>(value);
            worst = std::max(worst, truth == 0 ? told : std::abs(told - truth) / truth);
        }
    }
    EXPECT_LE(worst, 0.008);
}

TEST(LatencyHistogram, FindsTheQuantilesOfASortedList)
{
    std::mt19937_64 random(2);
    std::lognormal_distribution<double> latency(9, 1.5);
    LatencyHistogram histogram;
    std::vector<std::uint64_t> values;
    for (int i = 0; i < 100'000; ++i) {
        values.push_back(static_cast<std::uint64_t>(latency(random)));
        histogram.record(values.back());
    }
    std::sort(values.begin(), values.end());
    for (const double share : {0.5, 0.9, 0.99, 0.999}) {
        const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size())) - 1;
        const auto truth = static_cast<double>(values.at(rank));
        EXPECT_NEAR(static_cast<double>(histogram.quantile(share)), truth, truth * 0.01) << share;
    }
    EXPECT_EQ(histogram.max(), values.back());
    EXPECT_EQ(histogram.total(), values.size());
}

TEST(LatencyHistogram, TellsNoQuantileAboveTheLargestTime)
{
    LatencyHistogram histogram;
    histogram.record(1'000'001, 1000);
    EXPECT_LE(histogram.quantile(1), 1'000'001U);
    EXPECT_EQ(histogram.max(), 1'000'001U);
}

TEST(LatencyHistogram, RecordsManyAtOnceAsOneByOne)
{
    LatencyHistogram at_once;
    at_once.record(10, 99);
    at_once.record(5000, 1);
    EXPECT_EQ(at_once.total(), 100U);
    EXPECT_EQ(at_once.quantile(0.99), 10U);
    EXPECT_GT(at_once.quantile(0.991), 4900U);
}

TEST(LatencyHistogram, ClampsAShareThatIsNone)
{
    LatencyHistogram histogram;
    histogram.record(7);
    EXPECT_EQ(histogram.quantile(-1), 7U);
    EXPECT_EQ(histogram.quantile(2), 7U);
}

}  // namespace
}  // namespace rig
