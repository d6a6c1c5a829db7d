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

constexpr std::int64_t kLongEnough = 10'000;  // published, so that rates are known

class EachFault : public testing::TestWithParam<Backend> { };

INSTANTIATE_TEST_SUITE_P(In, EachFault, testing::Values(Backend::Shm, Backend::Mmap),
    [](const auto& tested) { return tested.param == Backend::Shm ? "Shm" : "Mmap"; });

TEST_P(EachFault, StallStandsByTheKernelAndMovesWhenItIsHealed)
{
    for (const std::string target : {"cp_1", "producer"}) {
        RunningRig rig(three(GetParam()));
        ASSERT_TRUE(rig.runs());
        const FaultObservation stalled = rig.injected(on(FaultKind::Stall, target));
        EXPECT_TRUE(has(stalled.proof, "state T")) << stalled.proof;
        EXPECT_EQ(read_process_stat(rig.worker(target).pid)->state, 'T');
        EXPECT_EQ(rig.worker(target).phase, scenario::WorkerPhase::Stopped);
        if (target != "producer") {  // something to move to: the ring fills behind it
            ASSERT_TRUE(rig.reaches([](const auto& seen) { return seen.ring.used > 512; }));
        }
        EXPECT_TRUE(has(rig.healed().heal_proof, target + " moved"));
        rig.expect_clean_end();
        rig.expect_nothing_left();
    }
}

TEST_P(EachFault, FreezeHoldsItsEventAndEndsByItself)
{
    for (const std::string target : {"cp_1", "producer"}) {
        RunningRig rig(three(GetParam()));
        ASSERT_TRUE(rig.runs());
        Fault fault = on(FaultKind::Freeze, target);
        fault.duration = 300ms;
        const FaultObservation frozen = rig.injected(fault);
        EXPECT_TRUE(has(frozen.proof, "in its hands, state S")) << frozen.proof;
        ASSERT_TRUE(rig.reaches([&](const auto&) { return rig.fault().healed.has_value(); }));
        EXPECT_TRUE(has(rig.fault().heal_proof, "moved")) << rig.fault().heal_proof;
        rig.expect_clean_end();
        rig.expect_nothing_left();
    }
}

TEST_P(EachFault, SlowMakesItsConsumerReadLess)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs(kLongEnough));
    Fault fault = on(FaultKind::Slow, "cp_1");
    fault.parameters.factor = 500;
    const FaultObservation slowed = rig.injected(fault);
    EXPECT_TRUE(has(slowed.proof, "cp_1 reads ")) << slowed.proof;
    EXPECT_TRUE(has(rig.healed().heal_proof, "cp_1 is back at "));
    rig.expect_clean_end();
}

TEST_P(EachFault, SlowMakesAlsoOneReadLessThatTakesNoTime)
{
    Topology topology = three(GetParam());
    topology.consumers[1].work = {};
    RunningRig rig(topology);
    ASSERT_TRUE(rig.runs(kLongEnough));
    Fault fault = on(FaultKind::Slow, "cp_1");
    fault.parameters.factor = 10;
    const FaultObservation slowed = rig.injected(fault);
    EXPECT_TRUE(has(slowed.proof, "cp_1 reads ")) << slowed.proof;
    EXPECT_TRUE(has(rig.healed().heal_proof, "cp_1 is back at "));
    rig.expect_clean_end();
}

TEST_P(EachFault, BurstMakesTheProducerPublishMore)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs(kLongEnough));
    Fault fault = on(FaultKind::Burst, "producer");
    fault.parameters.factor = 3;
    const FaultObservation burst = rig.injected(fault);
    EXPECT_TRUE(has(burst.proof, "producer publishes ")) << burst.proof;
    EXPECT_TRUE(has(rig.healed().heal_proof, "producer is back at "));
    rig.expect_clean_end();
}

TEST_P(EachFault, KillFreesTheLockAndTheNextOneComesBack)
{
    for (const std::string target : {"cp_1", "producer"}) {
        RunningRig rig(three(GetParam()));
        ASSERT_TRUE(rig.runs());
        const FaultObservation killed = rig.injected(on(FaultKind::Kill, target));
        EXPECT_TRUE(has(killed.proof, "killed by SIGKILL, its lock is free")) << killed.proof;
        EXPECT_TRUE(has(rig.healed().heal_proof, "is back at "));
        EXPECT_EQ(rig.processes(target), 2U);
        rig.expect_clean_end();
        rig.expect_nothing_left();
    }
}

TEST_P(EachFault, AKillThatIsHealedBeforeItIsProvenStillBringsTheNextOne)
{
    for (const FaultKind kind : {FaultKind::Kill, FaultKind::Terminate}) {
        RunningRig rig(three(GetParam()));
        ASSERT_TRUE(rig.runs());
        rig.rig().inject({"f", on(kind, "cp_1")});
        EXPECT_TRUE(has(rig.healed().heal_proof, "is back at "));
        EXPECT_EQ(rig.processes("cp_1"), 2U);
        rig.expect_clean_end();
    }
}

TEST_P(EachFault, CrashDiesAtExactlyThatPoint)
{
    const std::vector<std::pair<std::string, CrashPoint>> points = {{"producer", CrashPoint::Claim},
        {"producer", CrashPoint::Write}, {"producer", CrashPoint::Publish},
        {"producer", CrashPoint::Join}, {"cp_1", CrashPoint::Lease}, {"cp_1", CrashPoint::Join}};
    for (const auto& [target, point] : points) {
        RunningRig rig(three(GetParam()));
        ASSERT_TRUE(rig.runs());
        Fault fault = on(FaultKind::Crash, target);
        fault.parameters.at = point;
        const FaultObservation crashed = rig.injected(fault);
        EXPECT_TRUE(has(crashed.proof, "killed by SIGKILL at " + std::string(to_string(point))))
            << crashed.proof;
        EXPECT_TRUE(has(rig.healed().heal_proof, "is back at "));
        rig.expect_clean_end();
    }
}

TEST_P(EachFault, CrashAtAPointThatItsTargetHasNotIsTrouble)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    Fault fault = on(FaultKind::Crash, "cp_1");
    fault.parameters.at = CrashPoint::Claim;
    rig.rig().inject({"f", fault});
    ASSERT_TRUE(rig.reaches([&](const auto&) { return !rig.fault().trouble.empty(); }));
    EXPECT_EQ(rig.fault().trouble, "cp_1 has no claim in its work");
    EXPECT_FALSE(rig.fault().proven);
    rig.expect_clean_end();
}

TEST_P(EachFault, TerminateLeavesASummaryAndAFreePlace)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation ended = rig.injected(on(FaultKind::Terminate, "cp_1"));
    EXPECT_TRUE(has(ended.proof, "its place is free")) << ended.proof;
    EXPECT_EQ(rig.worker("cp_1").end, "signal");
    EXPECT_TRUE(has(rig.healed().heal_proof, "is back at "));
    rig.expect_clean_end();
}

TEST_P(EachFault, TerminateOfTheProducerEndsTheStreamAndAnotherOneBegins)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    EXPECT_TRUE(has(rig.injected(on(FaultKind::Terminate, "producer")).proof, "its place is free"));
    EXPECT_EQ(rig.worker("producer").end, "signal");
    EXPECT_TRUE(has(rig.healed().heal_proof, "producer pid "));
    rig.expect_nothing_left();
}

TEST_P(EachFault, NeverStartKeepsItsTargetOutUntilItIsHealed)
{
    RunningRig rig(three(GetParam()), {{"f", on(FaultKind::NeverStart, "cp_1")}});
    EXPECT_TRUE(has(rig.proven().proof, "cp_1 is not in the ring"));
    EXPECT_EQ(rig.processes("cp_1"), 0U);
    EXPECT_TRUE(has(rig.healed().heal_proof, "is back at "));
    EXPECT_EQ(rig.processes("cp_1"), 1U);
    rig.expect_clean_end();
}

TEST_P(EachFault, LateStartJoinsWhenItIsTime)
{
    Fault fault = on(FaultKind::LateStart, "cp_1");
    fault.parameters.after = 300ms;
    RunningRig rig(three(GetParam()), {{"f", fault}});
    const FaultObservation late = rig.proven();
    EXPECT_TRUE(has(late.proof, "cp_1 joined 3") || has(late.proof, "cp_1 joined ")) << late.proof;
    EXPECT_GE(*late.proven - *late.requested, 300ms);
    EXPECT_TRUE(rig.fault().healed);
    rig.expect_clean_end();
}

TEST_P(EachFault, RejoinGoesOnInTheNextGeneration)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    Fault fault = on(FaultKind::Rejoin, "cp_1");
    fault.parameters.after = 50ms;
    const FaultObservation rejoined = rig.injected(fault);
    EXPECT_TRUE(has(rejoined.proof, "cp_1 joined ")) << rejoined.proof;
    EXPECT_TRUE(has(rejoined.proof, "slot generation ")) << rejoined.proof;
    EXPECT_EQ(rig.processes("cp_1"), 2U);
    rig.expect_clean_end();
}

TEST_P(EachFault, RejoinUnderAnotherIdLeavesTheFirstOneOut)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    Fault fault = on(FaultKind::RejoinOther, "cp_1");
    fault.parameters.as = "cp_9";
    EXPECT_TRUE(has(rig.injected(fault).proof, "cp_9 joined "));
    EXPECT_EQ(rig.processes("cp_1"), 1U);
    EXPECT_EQ(rig.worker("cp_9").phase, scenario::WorkerPhase::Running);
    rig.expect_nothing_left();
}

Topology requiring(Backend backend)
{
    Topology topology = three(backend);
    ringlib::RequiredConsumerLivenessConfig liveness;
    liveness.required_consumer_ids = {"cp_1"};
    liveness.startup_wait_timeout = 50s;
    liveness.progress_timeout = 100ms;
    liveness.shutdown_grace_period = 100ms;
    topology.producer.liveness = liveness;
    return topology;
}

TEST_P(EachFault, RejoinTooLateFindsTheStreamFailed)
{
    RunningRig rig(requiring(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation late = rig.injected(on(FaultKind::RejoinTooLate, "cp_1"));
    EXPECT_TRUE(has(late.proof, "came when the stream had failed")) << late.proof;
    ASSERT_TRUE(rig.reaches([&](const auto&) {
        return rig.worker("producer").phase == scenario::WorkerPhase::Exited;
    }));
    EXPECT_EQ(rig.worker("producer").error, "GracefulShutdownTriggered");
    EXPECT_EQ(rig.worker("producer").exit_code, 2);
    ASSERT_EQ(rig.worker("producer").alerts.size(), 1U);
    EXPECT_EQ(rig.worker("producer").alerts.front().consumer, "cp_1");
    EXPECT_TRUE(rig.worker("producer").alerts.front().died);
    rig.expect_nothing_left();
}

TEST_P(EachFault, DuplicateIdIsRefusedAndTheFirstGoesOn)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation refused = rig.injected(on(FaultKind::DuplicateId, "cp_1"));
    EXPECT_TRUE(has(refused.proof, "ConsumerIdInUse")) << refused.proof;
    EXPECT_TRUE(has(refused.proof, "pid " + std::to_string(rig.worker("cp_1").pid)));
    EXPECT_EQ(rig.worker("cp_1/second").exit_code, 69);
    rig.expect_clean_end();
}

TEST_P(EachFault, SecondProducerIsRefusedAndTheFirstGoesOn)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const FaultObservation refused = rig.injected(on(FaultKind::SecondProducer, "producer"));
    EXPECT_TRUE(has(refused.proof, "ProducerAlive")) << refused.proof;
    EXPECT_EQ(rig.seen().ring.epoch, 1U);
    rig.expect_clean_end();
}

TEST_P(EachFault, RestartIsTheNextEpochOfTheSameRing)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const std::string instance = rig.seen().ring.instance;
    EXPECT_TRUE(has(rig.injected(on(FaultKind::Restart, "producer")).proof, "epoch 1 -> 2"));
    EXPECT_EQ(rig.seen().ring.instance, instance);
    rig.expect_clean_end();
}

TEST_P(EachFault, RecreateIsAnotherInstance)
{
    RunningRig rig(three(GetParam()));
    ASSERT_TRUE(rig.runs());
    const std::string instance = rig.seen().ring.instance;
    EXPECT_TRUE(has(rig.injected(on(FaultKind::Recreate, "producer")).proof, "made the ring anew"));
    EXPECT_NE(rig.seen().ring.instance, instance);
    ASSERT_TRUE(rig.reaches([&](const auto&) { return rig.worker("cp_1").end == "replaced"; }));
    rig.expect_nothing_left();
}

TEST(Fault, OfIntensityZeroDoesNothing)
{
    for (const FaultKind kind : {FaultKind::Kill, FaultKind::Stall, FaultKind::Truncate}) {
        RunningRig rig(three(Backend::Shm));
        ASSERT_TRUE(rig.runs());
        Fault fault = on(kind, kind == FaultKind::Truncate ? "" : "cp_1");
        fault.parameters.intensity = 0;
        EXPECT_EQ(rig.injected(fault).proof, "intensity 0: nothing is done");
        EXPECT_TRUE(rig.fault().healed);
        rig.expect_clean_end();
        EXPECT_EQ(rig.seen().workers.size(), 4U);
    }
}

TEST(Fault, ThatCanOnlyBeSimulatedIsTrouble)
{
    RunningRig rig(three(Backend::Shm));
    ASSERT_TRUE(rig.runs());
    rig.rig().inject({"f", on(FaultKind::PidReuse, "cp_1")});
    ASSERT_TRUE(rig.reaches([&](const auto&) { return !rig.fault().trouble.empty(); }));
    EXPECT_EQ(rig.fault().trouble, "pid_reuse can only be simulated, not done");
    rig.expect_clean_end();
}

TEST(Fault, OnWhoDoesNotRunIsTroubleAndLeavesNothingToHeal)
{
    RunningRig rig(three(Backend::Shm));
    ASSERT_TRUE(rig.runs());
    rig.rig().inject({"f", on(FaultKind::Stall, "stranger")});
    rig.rig().heal_all();
    ASSERT_TRUE(rig.reaches([&](const auto&) { return !rig.fault().trouble.empty(); }));
    EXPECT_EQ(rig.fault().trouble, "stranger does not run");
    EXPECT_FALSE(rig.fault().proven || rig.fault().heal_requested);
    rig.expect_clean_end();
}

TEST(Fault, EndsAfterItsDuration)
{
    RunningRig rig(three(Backend::Shm));
    ASSERT_TRUE(rig.runs());
    Fault fault = on(FaultKind::Stall, "cp_1");
    fault.duration = 100ms;
    rig.injected(fault);
    ASSERT_TRUE(rig.reaches([&](const auto&) { return rig.fault().healed.has_value(); }));
    EXPECT_GE(*rig.fault().heal_requested - *rig.fault().proven, 100ms);
    rig.expect_clean_end();
}

TEST(Fault, ThatWasNotProvenIsHealedAllTheSame)
{
    RunningRig rig(three(Backend::Shm));
    ASSERT_TRUE(rig.runs());
    rig.rig().inject({"f", on(FaultKind::Stall, "cp_1")});
    EXPECT_FALSE(rig.healed().proven);
    rig.expect_clean_end();
}

TEST(Fault, IsHealedWithTheRig)
{
    pid_t stalled = 0;
    {
        RunningRig rig(three(Backend::Shm));
        ASSERT_TRUE(rig.runs());
        rig.injected(on(FaultKind::Stall, "cp_1"));
        stalled = rig.worker("cp_1").pid;
        rig.expect_nothing_left();
        EXPECT_EQ(ringtest::is_dead(stalled), true);
    }
}

}  // namespace
}  // namespace rig
