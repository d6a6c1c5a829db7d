// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/verdict.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

TEST(Verdict, IsWrittenInCapitals)
{
    EXPECT_EQ(to_string(Verdict::Pass), "PASS");
    EXPECT_EQ(to_string(Verdict::Fail), "FAIL");
    EXPECT_EQ(to_string(Verdict::Inconclusive), "INCONCLUSIVE");
    EXPECT_EQ(to_string(Verdict::Aborted), "ABORTED");
}

}  // namespace
}  // namespace rig
