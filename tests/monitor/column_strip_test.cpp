// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/column_strip.h"

#include "monitor/snapshots.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace monitor::test {
namespace {

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
