// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/live_rig.h"

#include "running_rig.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringtest::eventually;
using ringtest::has;
using ringtest::is_dead;
using ringtest::on;
using ringtest::three;
using scenario::WorkerPhase;
using Kind = LiveEvent::Kind;

LiveRigOptions with_worker()
{
    return {.rig = {.program = RINGWORKER}, .script = {}};
}

class Live {
public:
    explicit Live(Topology topology = three(ringlib::Backend::Shm))
        : m_rig(std::move(topology), with_worker())
    {
    }

    LiveRig& operator*() { return m_rig; }
    LiveRig* operator->() { return &m_rig; }

    bool reaches(const std::function<bool(const LiveStatus&)>& condition) const
    {
        return eventually([&] { return condition(m_rig.status()); });
    }
    bool runs() const
    {
        return reaches([](const LiveStatus& live) {
            return live.phase == LivePhase::Running && live.seen.published > 2'000
                && live.seen.consumers.size() == 3;
        });
    }
    LiveWorker worker(std::string_view name) const { return *m_rig.status().find_worker(name); }
    /// The last one, once that is true of it.
    LiveFault fault_when(const std::function<bool(const LiveFault&)>& condition) const
    {
        LiveFault found;
        EXPECT_TRUE(reaches([&](const LiveStatus& live) {
            found = live.faults.empty() ? LiveFault{} : live.faults.back();
            return !live.faults.empty() && condition(found);
        }));
        return found;
    }
    LiveEvent event_when(Kind kind, std::string_view part) const
    {
        LiveEvent found;
        EXPECT_TRUE(reaches([&](const LiveStatus& live) {
            const auto at
                = std::find_if(live.events.begin(), live.events.end(), [&](const LiveEvent& event) {
                      return event.kind == kind && has(event.text, part);
                  });
            found = at != live.events.end() ? *at : LiveEvent{};
            return at != live.events.end();
        })) << part;
        return found;
    }

private:
    LiveRig m_rig;
};

bool is_proven(const LiveFault& fault)
{
    return fault.seen.proven.has_value();
}

Fault stall(std::string target, std::chrono::nanoseconds duration)
{
    Fault fault = on(FaultKind::Stall, std::move(target));
    fault.duration = duration;
    return fault;
}

TEST(LiveRig, ShowsItsWorkersAsTheyAre)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    const LiveStatus live = rig->status();
    ASSERT_EQ(live.workers.size(), 4U);
    EXPECT_EQ(live.workers[0].name, kProducerName);
    EXPECT_EQ(live.workers[0].rate, Rate{20'000});
    EXPECT_EQ(live.workers[2].name, "cp_1");
    EXPECT_EQ(live.workers[2].work, 1us);
    for (const LiveWorker& worker : live.workers) {
        EXPECT_TRUE(worker.runs()) << worker.name;
        EXPECT_FALSE(is_dead(worker.seen.pid)) << worker.name;
        EXPECT_TRUE(std::string_view("RSD").find(worker.kernel_state) != std::string_view::npos);
        EXPECT_TRUE(has(worker.command, "ringworker ")) << worker.command;
        EXPECT_TRUE(has(worker.command, live.ring.name)) << worker.command;
        EXPECT_FALSE(has(worker.command, "--control")) << "nobody would steer it";
    }
    EXPECT_TRUE(rig.reaches([](const LiveStatus& now) {
        const auto rate = now.find_worker("cp_0")->events_per_s;
        return rate && *rate > 1'000;
    }));
}

TEST(LiveRig, AFaultIsRequestedThenProvenThenHealsByItselfAndRecovers)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->inject(stall("cp_1", 150ms));
    const LiveFault proven = rig.fault_when(is_proven);
    EXPECT_TRUE(has(proven.seen.proof, "state T")) << proven.seen.proof;
    EXPECT_EQ(proven.planned_end, *proven.seen.proven + 150ms);
    EXPECT_TRUE(proven.is_active());
    const LiveFault over
        = rig.fault_when([](const LiveFault& fault) { return fault.recovered.has_value(); });
    EXPECT_FALSE(over.is_active());
    EXPECT_LT(over.seen.requested, over.seen.proven);
    EXPECT_GE(over.seen.heal_requested, over.planned_end);
    EXPECT_LE(over.seen.healed, over.recovered);
    EXPECT_TRUE(has(over.seen.heal_proof, "cp_1 moved")) << over.seen.heal_proof;
}

TEST(LiveRig, HealsOneOrAll)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->inject(on(FaultKind::Stall, "cp_0"));
    rig->inject(on(FaultKind::Stall, "cp_1"));
    rig->inject(on(FaultKind::Kill, "cp_2"));
    ASSERT_TRUE(rig.reaches([](const LiveStatus& live) {
        return live.active_faults() == 3
            && std::all_of(live.faults.begin(), live.faults.end(),
                [](const LiveFault& fault) { return fault.seen.proven.has_value(); });
    }));
    const LiveStatus stalled = rig->status();
    rig->heal(stalled.find_active(FaultKind::Stall, "cp_0")->seen.id);
    ASSERT_TRUE(rig.reaches([](const LiveStatus& live) { return live.active_faults() == 2; }));
    EXPECT_EQ(rig->status().find_active(FaultKind::Stall, "cp_0"), nullptr);
    rig->heal_all();
    ASSERT_TRUE(rig.reaches([](const LiveStatus& live) { return live.active_faults() == 0; }));
    ASSERT_TRUE(rig.runs());
    EXPECT_EQ(rig.worker("cp_2").seen.phase, WorkerPhase::Running);
}

TEST(LiveRig, SaysWhyAFaultCannotBe)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->inject(on(FaultKind::Stall, "nobody"));
    rig.event_when(Kind::Trouble, "stall nobody: nobody does not run");
    const LiveFault refused
        = rig.fault_when([](const auto& fault) { return !fault.seen.trouble.empty(); });
    EXPECT_FALSE(refused.seen.proven);
    EXPECT_FALSE(refused.is_active()) << "nothing was done";
    rig->inject(on(FaultKind::Stall, "cp_1"));
    rig.fault_when(is_proven);
    rig->inject(on(FaultKind::Stall, "cp_1"));
    rig.event_when(Kind::Trouble, "stall cp_1: there is one already");
    EXPECT_EQ(rig->status().active_faults(), 1U);
}

TEST(LiveRig, TakesBackWhatIsNotProvenInItsTime)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->set_rate(Rate{1});  // the next batch of 8 is eight seconds away
    ASSERT_TRUE(rig.reaches([](const LiveStatus& live) {
        const LiveWorker& producer = *live.find_worker("producer");
        return producer.rate == Rate{1} && producer.events_per_s == 0.0;
    }));
    Fault freeze = on(FaultKind::Freeze, "cp_1");  // no event comes that it could freeze with
    freeze.duration = 100ms;
    rig->inject(freeze);
    const LiveFault refuted = rig.fault_when([](const auto& fault) { return fault.refuted; });
    EXPECT_FALSE(refuted.seen.proven);
    rig.event_when(Kind::Trouble, "freeze cp_1: not proven in its time");
    EXPECT_TRUE(refuted.is_active()) << "it may still come";
    rig->set_rate(Rate{20'000});
    EXPECT_TRUE(rig.reaches([](const LiveStatus& live) { return live.active_faults() == 0; }));
    EXPECT_FALSE(rig->status().faults.back().recovered);
}

TEST(LiveRig, ChangesRateAndWorkAlsoOfWhoIsStartedLater)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->set_rate(Rate{5'000});
    rig->set_work("cp_1", 7us);
    rig.event_when(Kind::Changed, "rate 5000");
    rig.event_when(Kind::Changed, "work 7us");
    EXPECT_EQ(rig.worker("producer").rate, Rate{5'000});
    EXPECT_EQ(rig.worker("cp_1").work, 7us);
    const pid_t before = rig.worker("cp_1").seen.pid;
    rig->restart_worker("cp_1");
    ASSERT_TRUE(rig.reaches([before](const LiveStatus& live) {
        const LiveWorker& worker = *live.find_worker("cp_1");
        return worker.seen.pid != before && worker.seen.phase == WorkerPhase::Running;
    }));
    EXPECT_TRUE(has(rig.worker("cp_1").command, "--work 7us")) << rig.worker("cp_1").command;
    rig->set_work("nobody", 1us);
    rig.event_when(Kind::Trouble, "set the work of nobody: nobody does not run");
}

TEST(LiveRig, StopsAndStartsOneWhileTheOthersGoOn)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->stop_worker("cp_1");
    ASSERT_TRUE(rig.reaches(
        [](const LiveStatus& live) { return live.find_worker("cp_1")->exit == "exit 0: done"; }));
    EXPECT_EQ(rig.worker("cp_1").seen.end, "signal");
    rig.event_when(Kind::Ended, "cp_1 pid ");
    rig->stop_worker("cp_1");
    rig.event_when(Kind::Trouble, "stop cp_1: cp_1 does not run");
    const std::int64_t published = rig->status().seen.published;
    ASSERT_TRUE(rig.reaches(
        [published](const LiveStatus& live) { return live.seen.published > published + 2'048; }));
    rig->start_worker("cp_1");
    ASSERT_TRUE(rig.runs());
    rig->start_worker("cp_1");
    rig.event_when(Kind::Trouble, "start cp_1: cp_1 runs already");
}

TEST(LiveRig, StopsAlsoOneThatStands)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->inject(on(FaultKind::Stall, "cp_1"));
    rig.fault_when(is_proven);
    rig->stop_worker("cp_1");
    EXPECT_TRUE(
        rig.reaches([](const LiveStatus& live) { return !live.find_worker("cp_1")->runs(); }));
}

TEST(LiveRig, AProducerThatIsRestartedTakesItsRingOver)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    const LiveStatus before = rig->status();
    rig->restart_worker("producer");
    ASSERT_TRUE(rig.reaches([&](const LiveStatus& live) {
        return live.seen.epoch == before.seen.epoch + 1
            && live.find_worker("producer")->seen.phase == WorkerPhase::Running;
    }));
    EXPECT_EQ(rig->status().seen.instance, before.seen.instance);
}

TEST(LiveRig, StopsAllAndStartsAll)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->stop_all();
    ASSERT_TRUE(rig.reaches([](const LiveStatus& live) {
        return std::none_of(live.workers.begin(), live.workers.end(),
            [](const LiveWorker& worker) { return worker.runs(); });
    }));
    const std::string instance = rig->status().seen.instance;
    rig->start_all();
    ASSERT_TRUE(rig.reaches([&](const LiveStatus& live) {
        return live.seen.instance != instance && live.seen.published > 100;
    }));
}

TEST(LiveRig, SaysHowLongAfterTheRingWasFullTheAlertCame)
{
    Topology topology = three(ringlib::Backend::Shm);
    auto& liveness = topology.producer.liveness.emplace();
    liveness.required_consumer_ids = {"cp_1"};
    liveness.progress_timeout = 200ms;
    liveness.failure_action = ringlib::RequiredConsumerFailureAction::AlertOnly;
    Live rig(topology);
    ASSERT_TRUE(rig.runs());
    EXPECT_TRUE(rig.worker("cp_1").required);
    EXPECT_FALSE(rig.worker("cp_0").required);
    rig->inject(on(FaultKind::Stall, "cp_1"));
    const LiveEvent alert = rig.event_when(Kind::Alert, "alert about cp_1 ");
    ASSERT_TRUE(alert.full_since);
    EXPECT_GE(alert.at - *alert.full_since, 200ms);
    EXPECT_TRUE(has(alert.text, " s after the ring was full")) << alert.text;
    EXPECT_EQ(alert.worker, "cp_1");
}

TEST(LiveRig, KeepsTheLinesOfItsWorkers)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    std::vector<OutputLine> lines;
    EXPECT_TRUE(eventually([&] {
        for (OutputLine& line : rig->take_output()) {
            lines.push_back(std::move(line));
        }
        return lines.size() >= 4;
    }));
    EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                  [](const OutputLine& line) {
                      return !line.is_error && has(line.text, R"("type":"ready")");
                  }),
        4);
}

TEST(LiveRig, SaysWhyItCouldNotStart)
{
    const LiveRig rig(three(ringlib::Backend::Shm), {.rig = {.program = "/nowhere/ringworker"}});
    EXPECT_TRUE(eventually([&] { return has(rig.status().trouble, "/nowhere/ringworker"); }));
}

TEST(LiveRig, LivesInAFileAsWellAndMakesItAnewWhenItWasCutShort)
{
    Live rig(three(ringlib::Backend::Mmap));
    ASSERT_TRUE(rig.runs());
    const std::string instance = rig->status().seen.instance;
    rig->inject(on(FaultKind::Truncate, ""));
    EXPECT_EQ(to_text(rig.fault_when(is_proven).fault), "truncate the ring");
    rig->heal_all();
    EXPECT_TRUE(rig.reaches([&](const LiveStatus& live) {
        return live.active_faults() == 0 && live.seen.instance != instance;
    }));
    EXPECT_TRUE(rig.runs());
}

// However it is left: stalled, frozen for long, with an endless backlog.
TEST(LiveRig, IsGoneWithinTwoSecondsOfItsObject)
{
    std::vector<pid_t> workers;
    std::filesystem::path ring;
    std::chrono::steady_clock::time_point begun;
    {
        Live rig;
        ASSERT_TRUE(rig.runs());
        rig->inject(on(FaultKind::Stall, "cp_0"));
        Fault freeze = on(FaultKind::Freeze, "cp_1");
        freeze.duration = 1h;
        rig->inject(freeze);
        rig->set_work("cp_2", 10s);
        ASSERT_TRUE(rig.reaches([](const LiveStatus& live) {
            return live.faults.size() == 2 && live.faults[0].seen.proven
                && live.faults[1].seen.proven && live.seen.blocked_since;
        }));
        const LiveStatus live = rig->status();
        ring = file_of(live.ring);
        for (const LiveWorker& worker : live.workers) {
            workers.push_back(worker.seen.pid);
        }
        begun = std::chrono::steady_clock::now();
    }
    const auto took = std::chrono::steady_clock::now() - begun;
    RecordProperty("ended_after_ms", static_cast<int>(took / 1ms));
    for (const pid_t worker : workers) {
        EXPECT_TRUE(is_dead(worker));
    }
    EXPECT_FALSE(std::filesystem::exists(ring));
}

TEST(LiveRig, EndsCleanlyWhenItIsToldTo)
{
    Live rig;
    ASSERT_TRUE(rig.runs());
    rig->inject(on(FaultKind::Stall, "cp_1"));
    rig.fault_when(is_proven);
    rig->stop();
    const LiveStatus live = rig->status();
    EXPECT_EQ(live.phase, LivePhase::Ended);
    for (const LiveWorker& worker : live.workers) {
        EXPECT_EQ(worker.exit, "exit 0: done") << worker.name;
        EXPECT_TRUE(worker.seen.totals.is_clean()) << worker.name;
        EXPECT_EQ(worker.seen.totals.last, live.workers.front().seen.totals.last) << worker.name;
    }
    EXPECT_FALSE(std::filesystem::exists(file_of(live.ring)));
    rig->start_all();  // nothing is started any more
    rig->stop();
    EXPECT_EQ(rig->status().phase, LivePhase::Ended);
}

}  // namespace
}  // namespace rig
