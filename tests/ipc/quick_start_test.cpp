// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ipc_support.h"

#include <gtest/gtest.h>

namespace {

TEST(QuickStart, RunsAsWrittenInTwoProcessesAndLeavesNothing)
{
    EXPECT_EQ(ringtest::ChildProcess({QUICK_START_PRODUCER}).wait().code, 0);
    const auto outcome = ringtest::ChildProcess({QUICK_START_CONSUMER}).wait();
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.output, "42\n");
    EXPECT_EQ(ringtest::ChildProcess({QUICK_START_CONSUMER}).wait().code,
        1);  // the last one out removed the ring
}

}  // namespace
