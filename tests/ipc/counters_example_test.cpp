// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ipc_support.h"

#include <gtest/gtest.h>

namespace {

TEST(CountersExample, TellsWhatBothSidesCountedAndRecorded)
{
    const auto outcome = ringtest::ChildProcess({COUNTERS}).wait();
    EXPECT_EQ(outcome.code, 0) << outcome.output;
    for (const char* line : {"events_published 1000\n", "events_published_bytes 8000\n",
             "accounting.events_consumed 1000\n", "accounting.consumer_lag_max 1000\n",
             "accounting.consumer_empty_spins 1\n", "large_orders 100\n",
             "accounting.largest_order 99\n", "publishing: 1000 times, median ",
             "accounting: 1000 times, median "}) {
        EXPECT_NE(outcome.output.find(line), std::string::npos) << line << outcome.output;
    }
}

}  // namespace
