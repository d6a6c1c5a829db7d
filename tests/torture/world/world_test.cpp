// SPDX-License-Identifier: MIT OR Apache-2.0
// Each row about the world around a ring, in its short form.
#include "rows_of_world.h"

#include <gtest/gtest.h>
#include <iostream>

namespace torture {
namespace {

class World : public ::testing::TestWithParam<Row> { };

TEST_P(World, HarmsNobody)
{
    const Outcome outcome = GetParam().run(Effort{});
    if (outcome.skipped) {
        GTEST_SKIP() << *outcome.skipped;
    }
    std::cout << outcome.tried << " " << GetParam().unit << ": " << outcome.figures << '\n';
    EXPECT_GT(outcome.tried, 0U);
    EXPECT_EQ(outcome.bad, 0U);
    for (const std::string& finding : outcome.findings) {
        ADD_FAILURE() << finding;
    }
}

INSTANTIATE_TEST_SUITE_P(Row, World, ::testing::ValuesIn(rows_of_world()),
    [](const auto& row) { return row.param.id + row.param.rule; });

}  // namespace

// Printed by GoogleTest.
void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.id << " " << row.rule;
}

}  // namespace torture
