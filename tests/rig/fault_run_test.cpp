// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/fault_run.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using namespace std::chrono_literals;

TEST(FaultShapes, AreFoundByTheirNames)
{
    for (const FaultShape& shape : kFaultShapes) {
        EXPECT_EQ(find_fault_shape(shape.name), &shape);
        EXPECT_EQ(to_string(shape.kind), shape.name);
        EXPECT_EQ(
            make_injection({.kind = shape.kind, .target = "cp_0", .parameters = {}, .duration = {}})
                == nullptr,
            shape.simulated_only)
            << shape.name;
    }
    EXPECT_EQ(find_fault_shape("stall "), nullptr);
    EXPECT_EQ(find_fault_shape(""), nullptr);
}

TEST(Fault, IsAsStrongAsItsIntensity)
{
    Fault fault{.kind = FaultKind::Slow, .target = "a", .parameters = {}, .duration = 400ms};
    fault.parameters.factor = 9;
    EXPECT_EQ(scaled(fault).parameters.factor, 9.0);
    EXPECT_EQ(scaled(fault).duration, 400ms);
    fault.parameters.intensity = 0.25;
    EXPECT_EQ(scaled(fault).parameters.factor, 3.0);
    EXPECT_EQ(scaled(fault).duration, 100ms);
    fault.parameters.factor = 0.5;
    EXPECT_EQ(scaled(fault).parameters.factor, 0.875);
}

}  // namespace
}  // namespace rig
