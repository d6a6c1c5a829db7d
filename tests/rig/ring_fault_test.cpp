// SPDX-License-Identifier: MIT OR Apache-2.0
#include "running_rig.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringlib::Backend;
using scenario::FaultObservation;

using ringtest::has;
using ringtest::on;
using ringtest::RunningRig;
using ringtest::three;

class EachRingFault : public testing::TestWithParam<Backend> { };

INSTANTIATE_TEST_SUITE_P(In, EachRingFault, testing::Values(Backend::Shm, Backend::Mmap),
    [](const auto& tested) { return tested.param == Backend::Shm ? "Shm" : "Mmap"; });

TEST_P(EachRingFault, UnlinkLeavesThoseWhoAreAttachedToTheirWork)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation unlinked = rig.injected(on(FaultKind::Unlink, ""));
    EXPECT_TRUE(has(unlinked.proof, "the file has 0 names")) << unlinked.proof;
    EXPECT_FALSE(std::filesystem::exists(file_of(rig.rig().ring())));
    EXPECT_TRUE(has(rig.healed().heal_proof, "and all are in it"));
    EXPECT_TRUE(std::filesystem::exists(file_of(rig.rig().ring())));
    rig.expect_clean_end();
    rig.expect_nothing_left();
}

TEST_P(EachRingFault, TruncateIsToldByEveryWorker)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation cut = rig.injected(on(FaultKind::Truncate, ""));
    EXPECT_TRUE(has(cut.proof, "the file has 4096 of ")) << cut.proof;
    for (const std::string name : {"producer", "cp_0", "cp_1", "cp_2"}) {
        EXPECT_TRUE(rig.reaches([&](const auto&) {
            return rig.worker(name).phase == scenario::WorkerPhase::Exited;
        })) << name;
        EXPECT_EQ(rig.worker(name).end, "truncated")
            << name << ' ' << rig.worker(name).end << ' ' << rig.worker(name).last_error;
        EXPECT_EQ(rig.worker(name).exit_code, 3) << name;
    }
    EXPECT_EQ(rig.seen().ring.state, "TRUNCATED");
    EXPECT_TRUE(has(rig.healed().heal_proof, "and all are in it"));
    rig.expect_clean_end();
    rig.expect_nothing_left();
}

TEST_P(EachRingFault, CorruptHeaderIsFoundOutInACopy)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation damaged = rig.injected(on(FaultKind::CorruptHeader, ""));
    EXPECT_TRUE(has(damaged.proof, "checksum")) << damaged.proof;
    EXPECT_EQ(rig.healed().heal_proof, "the damaged copy is gone");
    rig.expect_clean_end();
}

TEST_P(EachRingFault, NoSpaceMakesNoRing)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation full = rig.injected(on(FaultKind::NoSpace, ""));
    EXPECT_TRUE(has(full.proof, "no file is left")) << full.proof;
    EXPECT_EQ(rig.healed().heal_proof, "with room for it the ring is made");
    rig.expect_clean_end();
}

}  // namespace
}  // namespace rig
