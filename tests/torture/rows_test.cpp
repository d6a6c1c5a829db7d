// SPDX-License-Identifier: MIT OR Apache-2.0
// The short form of every row.
#include "row.h"

#include <gtest/gtest.h>
#include <iostream>
#include <ostream>

namespace torture {

void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.id << " " << row.rule;
}

}  // namespace torture

namespace {

class Torture : public ::testing::TestWithParam<torture::Row> { };

TEST_P(Torture, FindsNothing)
{
    const torture::Outcome outcome = GetParam().run({});
    if (outcome.skipped) {
        GTEST_SKIP() << *outcome.skipped;
    }
    std::cout << outcome.tried << " " << GetParam().unit << "; " << outcome.figures << std::endl;
    EXPECT_GT(outcome.tried, 0U);
    EXPECT_EQ(outcome.bad, 0U);
    for (const std::string& finding : outcome.findings) {
        ADD_FAILURE() << finding;
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, Torture, ::testing::ValuesIn(torture::all_rows()),
    [](const auto& row) { return row.param.id + row.param.rule; });

}  // namespace
