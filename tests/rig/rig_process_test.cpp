// SPDX-License-Identifier: MIT OR Apache-2.0
#include "running_rig.h"

#include "rig/presets.h"
#include "support/temporary_ring.h"

#include <fstream>
#include <sys/stat.h>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringlib::Backend;
using ringtest::has;
using ringtest::RunningRig;
using ringtest::three;
using scenario::WorkerPhase;

TEST(Rig, SaysWhatAWorkerWaitsForAndHowLong)
{
    Topology topology = three(Backend::Shm);
    topology.producer.coordination = ringlib::CoordinationMode::wait_for_consumers(3, 50s);
    RunningRig rig(topology, {{"f", ringtest::on(FaultKind::NeverStart, "cp_1")}});
    ASSERT_TRUE(rig.reaches([&](const auto&) {
        return has(rig.worker("producer").waiting_for, "cp_1, 0.");
    })) << rig.worker("producer").waiting_for;
    EXPECT_EQ(rig.worker("producer").phase, WorkerPhase::Running);
    rig.healed();
    ASSERT_TRUE(rig.reaches([&](const auto&) { return rig.seen().ring.published > 0; }));
    EXPECT_EQ(rig.worker("producer").waiting_for, "");
    rig.expect_clean_end();
}

TEST(Rig, SaysThatAConsumerWaitsForASegment)
{
    const ringtest::TemporaryDirectory directory;
    const std::string program = directory.path() / "late-worker";
    // A producer that takes its time: consumers are there before the ring is.
    std::ofstream(program) << "#!/bin/sh\n[ \"$1\" = produce ] && read line\nexec " RINGWORKER
                              " \"$@\"\n";
    ::chmod(program.c_str(), 0700);
    RunningRig rig(three(Backend::Shm), {}, {.program = program});
    ASSERT_TRUE(rig.reaches([&](const auto&) {
        return has(rig.worker("cp_0").waiting_for, "segment, 0.1 s");
    })) << rig.worker("cp_0").waiting_for;
    EXPECT_EQ(rig.worker("cp_0").phase, WorkerPhase::Starting);
    EXPECT_EQ(rig.seen().ring.state, "WAITING");
    ASSERT_TRUE(rig.rig().set_rate(Rate{10'000}));  // the line that it waits for
    ASSERT_TRUE(rig.runs());
    EXPECT_EQ(rig.worker("cp_0").waiting_for, "");
    rig.expect_clean_end();
}

TEST(Rig, StartsALateOneWhenItIsDue)
{
    Topology topology = three(Backend::Shm);
    topology.consumers[2].joins_after = 200ms;
    const auto before = std::chrono::steady_clock::now().time_since_epoch();
    RunningRig rig(topology);
    EXPECT_EQ(rig.processes("cp_2"), 0U);
    ASSERT_TRUE(rig.reaches([&](const auto&) { return rig.worker("cp_2").ready_at.has_value(); }));
    EXPECT_GE(rig.worker("cp_2").started_at - before, 200ms);
    rig.expect_clean_end();
}

TEST(Rig, ChangesRateAndServiceTimeWhileItRuns)
{
    Topology topology = three(Backend::Shm);
    topology.producer.rate = Rate{1};
    topology.producer.batch = 1;
    RunningRig rig(topology);
    ASSERT_TRUE(
        rig.reaches([&](const auto&) { return rig.worker("producer").ready_at.has_value(); }));
    ASSERT_TRUE(rig.rig().set_rate(Rate{50'000}));
    ASSERT_TRUE(rig.runs());
    ASSERT_TRUE(rig.rig().set_work("cp_1", 1ms));
    ASSERT_TRUE(rig.reaches([](const auto& seen) { return seen.ring.gated_by == "cp_1"; }));
    EXPECT_FALSE(rig.rig().set_work("stranger", 1ms));
    const auto& changes = rig.rig().changes();
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].worker, "producer");
    EXPECT_EQ(changes[0].what, "rate 50000");
    EXPECT_EQ(changes[1].worker, "cp_1");
    EXPECT_EQ(changes[1].what, "work 1ms");
    EXPECT_LT(changes[0].at, changes[1].at);
    ASSERT_TRUE(rig.rig().set_work("cp_1", 0ns));
    rig.expect_clean_end();
}

TEST(Rig, TellsEveryLineOfItsWorkers)
{
    std::vector<std::string> lines;
    RunningRig rig(three(Backend::Shm), {},
        {.program = RINGWORKER,
            .listener
            = [&lines](const RigWorker& worker, RigWorker::Stream, std::string_view line) {
                  lines.push_back(worker.name() + ": " + std::string(line));
              }});
    ASSERT_TRUE(rig.runs());
    rig.expect_clean_end();
    const auto count = [&lines](std::string_view begin) {
        return std::count_if(lines.begin(), lines.end(),
            [begin](const std::string& line) { return line.starts_with(begin); });
    };
    for (const std::string name : {"producer", "cp_0", "cp_1", "cp_2"}) {
        EXPECT_EQ(count(name + R"(: {"type":"ready")"), 1) << name;
        EXPECT_EQ(count(name + R"(: {"type":"summary")"), 1) << name;
    }
}

TEST(Rig, StartsNoMoreProcessesThanItMay)
{
    Rig rig(three(Backend::Shm), {.program = RINGWORKER, .limit = StartLimit(2, 100)});
    const auto started = rig.start();
    ASSERT_FALSE(started);
    EXPECT_TRUE(has(started.error().detail, "cp_1 is not started: 2 processes run"))
        << started.error().detail;
}

TEST(Rig, SaysThatThereIsNoProgram)
{
    Rig rig(three(Backend::Shm), {.program = "/nowhere/ringworker"});
    EXPECT_FALSE(rig.start());
    EXPECT_TRUE(rig.has_ended());
}

TEST(Rig, DatesAnAlertAsTheRingDoes)
{
    Topology topology = three(Backend::Shm);
    auto& liveness = topology.producer.liveness.emplace();
    liveness.required_consumer_ids = {"cp_1"};
    liveness.startup_wait_timeout = 50s;
    liveness.progress_timeout = 100ms;
    liveness.failure_action = ringlib::RequiredConsumerFailureAction::AlertOnly;
    RunningRig rig(topology);
    ASSERT_TRUE(rig.runs());
    rig.injected(ringtest::on(FaultKind::Stall, "cp_1"));
    ASSERT_TRUE(rig.reaches([&](const auto&) { return !rig.worker("producer").alerts.empty(); }));
    const auto alert = rig.worker("producer").alerts.front();
    EXPECT_EQ(alert.consumer, "cp_1");
    EXPECT_GE(alert.stalled_for, 100ms);
    auto observer = ringlib::RingObserver::attach(rig.rig().ring().name_or_path());
    ASSERT_TRUE(observer);
    const auto records = observer->happenings().value();
    EXPECT_TRUE(std::any_of(records.begin(), records.end(), [&](const auto& record) {
        return record.what == ringlib::RingHappening::Stalled
            && record.time_ns == static_cast<std::uint64_t>(alert.at.count());
    }));
    rig.healed();
    rig.expect_clean_end();
}

TEST(Rig, ObservesItsRingAsTheRingIs)
{
    RunningRig rig(three(Backend::Mmap));
    ASSERT_TRUE(rig.runs());
    const auto& ring = rig.seen().ring;
    EXPECT_TRUE(ring.attached && ring.producer_alive);
    EXPECT_EQ(ring.state, "LIVE");
    EXPECT_EQ(ring.instance.size(), 32U);
    EXPECT_EQ(ring.capacity, 1024U);
    EXPECT_EQ(ring.epoch, 1U);
    ASSERT_EQ(ring.consumers.size(), 3U);
    EXPECT_TRUE(ring.consumers[0].alive);
    EXPECT_GT(ring.consumers[0].slot_generation, 0U);
    EXPECT_GT(ring.consumers[0].joined_at, 0ns);
    EXPECT_EQ(rig.seen().sampling_period, 10ms);
    EXPECT_GT(rig.seen().sampler_ticks, 0U);
    rig.expect_clean_end();
    EXPECT_EQ(rig.seen().ring.stream_end, "Closed");
    EXPECT_FALSE(rig.seen().ring.producer_alive);
}

TEST(Rig, PerformsWhatAScenarioAsksFor)
{
    RunningRig rig(three(Backend::Shm));
    ASSERT_TRUE(rig.runs());
    ASSERT_TRUE(
        rig.rig().perform(scenario::InjectFault{{"s", ringtest::on(FaultKind::Stall, "cp_1")}}));
    rig.proven();
    ASSERT_TRUE(rig.rig().perform(scenario::HealFault{"other"}));
    EXPECT_FALSE(rig.fault().heal_requested);
    ASSERT_TRUE(rig.rig().perform(scenario::HealFault{"s"}));
    ASSERT_TRUE(rig.reaches([&](const auto&) { return rig.fault().healed.has_value(); }));
    ASSERT_TRUE(rig.rig().perform(scenario::End{}));
    ASSERT_TRUE(rig.reaches([&](const auto&) { return rig.rig().has_ended(); }));
    EXPECT_EQ(rig.worker("cp_1").end, "closed");
}

TEST(Rig, StartsNobodyAnyMoreOnceItEnds)
{
    RunningRig rig(three(Backend::Shm));
    ASSERT_TRUE(rig.runs());
    Fault fault = ringtest::on(FaultKind::Rejoin, "cp_1");
    fault.parameters.after = 300ms;
    rig.rig().inject({"f", fault});
    rig.rig().end();
    const auto until = std::chrono::steady_clock::now() + 500ms;
    ASSERT_TRUE(rig.reaches([&](const auto&) {
        return rig.rig().has_ended() && std::chrono::steady_clock::now() > until;
    }));
    EXPECT_EQ(rig.processes("cp_1"), 1U);
}

class EachPreset : public testing::TestWithParam<Preset> { };
INSTANTIATE_TEST_SUITE_P(Of, EachPreset, testing::ValuesIn(presets()), [](const auto& tested) {
    std::string name(tested.param.name);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST_P(EachPreset, RunsAndEndsClean)
{
    Topology topology = GetParam().topology();
    for (ConsumerPlan& plan : topology.consumers) {
        plan.joins_after = std::min<std::chrono::nanoseconds>(plan.joins_after, 100ms);
    }
    RunningRig rig(topology);
    ASSERT_TRUE(rig.runs());
    ASSERT_TRUE(rig.reaches([&](const scenario::Observations& seen) {
        return seen.ring.consumers.size() == topology.consumers.size();
    }));
    rig.expect_clean_end();
    rig.expect_nothing_left();
}

TEST(Rig, IsMadeLikeARingThatLives)
{
    RunningRig model(three(Backend::Shm));
    ASSERT_TRUE(model.runs());
    const ringlib::RingSnapshot before = *model.rig().snapshot();
    ASSERT_TRUE(model.reaches([&](const auto&) {
        return model.rig().snapshot()->taken_ns > before.taken_ns + 200'000'000;
    }));
    const auto topology = topology_like(before, *model.rig().snapshot());
    ASSERT_TRUE(topology);
    RunningRig copy(*topology);
    ASSERT_TRUE(copy.runs());
    EXPECT_EQ(copy.seen().ring.capacity, model.seen().ring.capacity);
    EXPECT_EQ(copy.seen().ring.consumers.size(), 3U);
    EXPECT_NEAR(static_cast<double>(*topology->producer.rate.per_second), 20'000, 10'000);
    copy.expect_clean_end();
    model.expect_clean_end();
}

}  // namespace
}  // namespace rig
