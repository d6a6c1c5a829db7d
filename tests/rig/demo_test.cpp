// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/demo.h"

#include "rig/live/live_rig.h"

#include "rig_support.h"
#include "support/temporary_ring.h"

#include <algorithm>
#include <csignal>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringtest::eventually;
using ringtest::is_dead;
using ringtest::TemporaryRing;

/// The demo in half a second: a small ring fills in 26 ms.
DemoPlan short_plan()
{
    DemoPlan plan;
    plan.capacity = 256;
    plan.stall_at = 150ms;
    plan.heal_at = 400ms;
    return plan;
}

/// Stays healthy.
DemoPlan long_plan()
{
    DemoPlan plan = short_plan();
    plan.stall_at = 1h;
    plan.heal_at = 2h;
    return plan;
}

/// Stays stalled.
DemoPlan stalled_plan()
{
    DemoPlan plan = short_plan();
    plan.heal_at = 1h;
    return plan;
}

/// A demo that is played.
class Demo {
public:
    Demo(DemoPlan plan, std::filesystem::path program, std::string ring)
        : m_script(std::make_shared<DemoScript>(plan))
        , m_rig(m_script->topology(),
              {.rig = {.program = std::move(program), .ring = std::move(ring)}, .script = m_script})
    {
    }

    [[nodiscard]] DemoStatus status() const { return m_script->status(); }
    [[nodiscard]] LiveWorker worker(std::string_view name) const
    {
        return *m_rig.status().find_worker(name);
    }
    [[nodiscard]] bool reaches(DemoPhase phase) const
    {
        return eventually([&] {
            const DemoStatus now = status();
            return now.phase == phase || now.story_over;
        }) && status().phase == phase;
    }
    LiveRig& rig() { return m_rig; }
    void stop() { m_rig.stop(); }

private:
    std::shared_ptr<DemoScript> m_script;
    LiveRig m_rig;
};

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// Nothing is left: no process, no ring, no lock file.
void expect_all_gone(const LiveStatus& status, const TemporaryRing& ring)
{
    EXPECT_EQ(status.phase, LivePhase::Ended);
    for (const LiveWorker& each : status.workers) {
        EXPECT_TRUE(each.seen.pid == 0 || is_dead(each.seen.pid)) << each.name;
        EXPECT_FALSE(each.runs()) << each.name;
    }
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Demo, PassesWithRealWorkersAndLeavesNothing)
{
    const TemporaryRing ring;
    Demo demo(short_plan(), RINGWORKER, ring.name());
    EXPECT_TRUE(demo.reaches(DemoPhase::Drained)) << demo.status().reason;
    demo.stop();
    const DemoStatus status = demo.status();
    EXPECT_EQ(status.verdict, Verdict::Pass) << status.reason;
    EXPECT_EQ(status.reason, "");
    EXPECT_EQ(demo.rig().status().ring.name, ring.name());
    EXPECT_EQ(status.captions.size(), 5U);
    const LiveStatus live = demo.rig().status();
    ASSERT_EQ(live.workers.size(), 4U);
    for (const LiveWorker& each : live.workers) {
        EXPECT_EQ(each.exit, "exit 0: done") << each.name << each.seen.last_error;
        EXPECT_FALSE(each.seen.end.empty()) << each.name << " gave no summary";
    }
    expect_all_gone(demo.rig().status(), ring);
}

TEST(Demo, ItsFaultIsRequestedThenProvenThenHealed)
{
    const TemporaryRing ring;
    Demo demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Drained)) << demo.status().reason;
    const DemoFault fault = demo.status().fault.value();
    EXPECT_EQ(fault.target, "cp_1");
    EXPECT_LT(fault.requested, fault.proven);
    EXPECT_LT(fault.proven, fault.heal_requested);
    EXPECT_LT(fault.heal_requested, fault.healed);
    EXPECT_LE(fault.healed, fault.recovered);
}

TEST(Demo, TheVictimReallyStandsWhileTheProducerIsHeld)
{
    const TemporaryRing ring;
    Demo demo(stalled_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Held)) << demo.status().reason;
    EXPECT_EQ(read_process_stat(demo.worker("cp_1").seen.pid)->state, 'T');
    EXPECT_EQ(demo.worker("cp_1").seen.phase, scenario::WorkerPhase::Stopped);
    EXPECT_EQ(demo.worker("cp_1").kernel_state, 'T');
    EXPECT_EQ(demo.worker("cp_0").seen.phase, scenario::WorkerPhase::Running);
    auto observer = ringlib::RingObserver::attach(ring.name());
    ASSERT_TRUE(observer);
    ringlib::RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.producer.gated_by, "cp_1");
    EXPECT_NE(snapshot.producer.blocked_since_ns, 0U);
}

TEST(Demo, StoppedInAnyPhaseIsCutShortAndLeavesNothing)
{
    for (const DemoPhase phase : {DemoPhase::Starting, DemoPhase::Healthy, DemoPhase::Held}) {
        const TemporaryRing ring;
        Demo demo(phase == DemoPhase::Held ? stalled_plan() : long_plan(), RINGWORKER, ring.name());
        if (phase != DemoPhase::Starting) {
            ASSERT_TRUE(demo.reaches(phase)) << demo.status().reason;
        }
        demo.stop();
        const DemoStatus status = demo.status();
        EXPECT_EQ(status.verdict, Verdict::Inconclusive);
        EXPECT_EQ(status.reason, "the demo was cut short");
        expect_all_gone(demo.rig().status(), ring);
    }
}

TEST(Demo, AStalledConsumerReadsEverythingBeforeItEnds)
{
    const TemporaryRing ring;
    Demo demo(stalled_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Held)) << demo.status().reason;
    demo.stop();
    const LiveStatus live = demo.rig().status();
    for (const LiveWorker& each : live.workers) {
        ASSERT_FALSE(each.seen.end.empty()) << each.name << " gave no summary";
        EXPECT_TRUE(each.seen.totals.is_clean()) << each.name;
        EXPECT_EQ(each.seen.totals.last, live.find_worker("producer")->seen.totals.last)
            << each.name;
    }
}

TEST(Demo, StopsByRequestWithoutWaiting)
{
    const TemporaryRing ring;
    Demo demo(long_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Healthy)) << demo.status().reason;
    demo.rig().request_stop();
    EXPECT_TRUE(eventually([&] { return demo.rig().status().phase == LivePhase::Ended; }));
    expect_all_gone(demo.rig().status(), ring);
    demo.stop();  // may be said twice
}

TEST(Demo, StopsWithItsObject)
{
    const TemporaryRing ring;
    LiveStatus live;
    {
        Demo demo(long_plan(), RINGWORKER, ring.name());
        ASSERT_TRUE(demo.reaches(DemoPhase::Healthy)) << demo.status().reason;
        live = demo.rig().status();
    }
    ASSERT_EQ(live.workers.size(), 4U);
    for (const LiveWorker& each : live.workers) {
        EXPECT_TRUE(is_dead(each.seen.pid)) << each.name;
    }
    EXPECT_FALSE(ring.exists());
}

TEST(Demo, AWorkerKilledBeforeTheStallMakesItInconclusive)
{
    const TemporaryRing ring;
    Demo demo(long_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Healthy)) << demo.status().reason;
    ::kill(demo.worker("cp_0").seen.pid, SIGKILL);
    ASSERT_TRUE(demo.reaches(DemoPhase::Failed));
    EXPECT_EQ(demo.status().verdict, Verdict::Inconclusive);
    EXPECT_EQ(demo.status().reason, "cp_0 ended unasked: killed by SIGKILL");
    EXPECT_EQ(demo.worker("cp_0").exit, "killed by SIGKILL");
    demo.stop();
    EXPECT_EQ(demo.status().reason, "cp_0 ended unasked: killed by SIGKILL");
    expect_all_gone(demo.rig().status(), ring);
}

TEST(Demo, AProducerKilledWhileItIsHeldMakesItFail)
{
    const TemporaryRing ring;
    Demo demo(stalled_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Held)) << demo.status().reason;
    ::kill(demo.worker("producer").seen.pid, SIGKILL);
    ASSERT_TRUE(demo.reaches(DemoPhase::Failed));
    EXPECT_EQ(demo.status().verdict, Verdict::Fail);
    EXPECT_EQ(demo.status().reason, "producer ended unasked: killed by SIGKILL");
    EXPECT_TRUE(eventually(
        [&] { return demo.worker("cp_1").seen.phase == scenario::WorkerPhase::Running; }));
    demo.stop();
    EXPECT_EQ(demo.status().verdict, Verdict::Fail);
    expect_all_gone(demo.rig().status(), ring);
}

TEST(Demo, AWorkerKilledAfterTheStoryLeavesNoProofOfAPass)
{
    const TemporaryRing ring;
    Demo demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Drained)) << demo.status().reason;
    EXPECT_EQ(demo.status().verdict, Verdict::Pass);
    ::kill(demo.worker("cp_2").seen.pid, SIGKILL);
    EXPECT_TRUE(eventually([&] { return !demo.worker("cp_2").runs(); }));
    demo.stop();
    EXPECT_EQ(demo.status().verdict, Verdict::Inconclusive);
    EXPECT_EQ(demo.status().reason, "cp_2 gave no summary: killed by SIGKILL");
    expect_all_gone(demo.rig().status(), ring);
}

TEST(Demo, AMissingProgramIsTold)
{
    const TemporaryRing ring;
    Demo demo(short_plan(), "/nowhere/ringworker", ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Failed));
    const DemoStatus status = demo.status();
    EXPECT_EQ(status.verdict, Verdict::Inconclusive);
    EXPECT_TRUE(contains(status.reason, "/nowhere/ringworker cannot be started")) << status.reason;
    EXPECT_TRUE(contains(demo.rig().status().trouble, "/nowhere/ringworker"));
    demo.stop();
    expect_all_gone(demo.rig().status(), ring);
}

TEST(Demo, AWorkerThatEndsAtOnceIsToldWithWhatItSaid)
{
    const TemporaryRing ring;
    DemoPlan plan = short_plan();
    plan.event_size = 65;
    Demo demo(plan, RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Failed));
    EXPECT_TRUE(contains(demo.status().reason,
        "producer could not start: exit 64: bad argument: "
        "ringworker: --event-size: '65'"))
        << demo.status().reason;
    demo.stop();
    expect_all_gone(demo.rig().status(), ring);
}

TEST(Demo, AWorkerThatDoesNotEndIsKilled)
{
    const ringtest::TemporaryDirectory directory;
    const std::filesystem::path program = directory.path() / "deaf";
    {
        auto writer = ringtest::started("/bin/sh",
            {"-c", R"(printf '#!/bin/sh\ntrap "" TERM\nexec sleep 1000\n' >"$0"; chmod +x "$0")",
                program.string()});
        ASSERT_TRUE(writer.wait(ringtest::kWatchdog)->is_success());
    }
    const TemporaryRing ring;
    Demo demo(long_plan(), program, ring.name());
    // From then on it is deaf; before, SIGTERM would be enough.
    EXPECT_TRUE(eventually([&] {
        const auto workers = demo.rig().status().workers;
        return workers.size() == 4
            && std::all_of(workers.begin(), workers.end(), [](const LiveWorker& each) {
                   std::error_code ignored;
                   return std::filesystem::read_symlink(
                              "/proc/" + std::to_string(each.seen.pid) + "/exe", ignored)
                              .filename()
                       == "sleep";
               });
    }));
    demo.stop();
    for (const LiveWorker& each : demo.rig().status().workers) {
        EXPECT_EQ(each.exit, "killed by SIGKILL") << each.name;
    }
    expect_all_gone(demo.rig().status(), ring);
}

TEST(Demo, ARingThatSomebodyProducesIsRefusedAndUnharmed)
{
    const TemporaryRing ring;
    auto other = ringtest::started(RINGWORKER,
        {"produce", "--ring", ring.name(), "--capacity", "8", "--event-size", "64", "--control"});
    ASSERT_TRUE(eventually([&] { return ring.exists(); }));
    Demo demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Failed));
    EXPECT_TRUE(
        contains(demo.status().reason, "its producer is pid " + std::to_string(other.pid())))
        << demo.status().reason;
    demo.stop();
    EXPECT_EQ(other.state(), ProcessState::Running);
    EXPECT_TRUE(ring.exists());
}

TEST(Demo, ARingThatNobodyHoldsAnyMoreIsReplaced)
{
    const TemporaryRing ring;
    {
        auto other = ringtest::started(RINGWORKER,
            {"produce", "--ring", ring.name(), "--capacity", "8", "--event-size", "64",
                "--control"});
        ASSERT_TRUE(eventually([&] { return ring.exists(); }));
    }
    ASSERT_TRUE(ring.exists());
    Demo demo(short_plan(), RINGWORKER, ring.name());
    EXPECT_TRUE(demo.reaches(DemoPhase::Healthy)) << demo.status().reason;
}

TEST(Demo, ARingCutShortUnderItIsTold)
{
    const TemporaryRing ring;
    Demo demo(long_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Healthy)) << demo.status().reason;
    ASSERT_EQ(::truncate(ring.file().c_str(), 0), 0);
    ASSERT_TRUE(demo.reaches(DemoPhase::Failed));
    // Whichever is seen first: the ring, or the workers that cannot go on with it.
    const DemoStatus status = demo.status();
    EXPECT_TRUE(contains(status.reason, ring.name() + ": ring truncated")
        || contains(status.reason, "ended unasked: exit 3"))
        << status.reason;
    demo.stop();
    for (const LiveWorker& each : demo.rig().status().workers) {
        EXPECT_TRUE(is_dead(each.seen.pid)) << each.name;
    }
}

TEST(Demo, ARingUnlinkedUnderItIsPlayedToTheEnd)
{
    const TemporaryRing ring;
    Demo demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Healthy)) << demo.status().reason;
    ::unlink(ring.file().c_str());
    EXPECT_TRUE(demo.reaches(DemoPhase::Drained)) << demo.status().reason;
    demo.stop();
    EXPECT_EQ(demo.status().verdict, Verdict::Pass) << demo.status().reason;
}

TEST(Demo, IsHandedOverWithItsRigOnceItIsTold)
{
    const TemporaryRing ring;
    Demo demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Drained)) << demo.status().reason;
    demo.rig().inject(
        {.kind = FaultKind::Stall, .target = "cp_0", .parameters = {}, .duration = 50ms});
    EXPECT_TRUE(eventually([&] {
        const LiveStatus live = demo.rig().status();
        return live.faults.size() == 2 && live.faults[1].seen.healed;
    }));
    demo.stop();
    EXPECT_EQ(demo.status().verdict, Verdict::Pass) << demo.status().reason;
}

TEST(Demo, EndsWhenTheUserTakesAHandInItAndLeavesNobodyStanding)
{
    const TemporaryRing ring;
    Demo demo(stalled_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(demo.reaches(DemoPhase::Held)) << demo.status().reason;
    demo.rig().set_work("cp_0", 1us);
    ASSERT_TRUE(demo.reaches(DemoPhase::HandedOver));
    EXPECT_EQ(demo.status().verdict, Verdict::Aborted);
    EXPECT_TRUE(eventually(
        [&] { return demo.worker("cp_1").seen.phase == scenario::WorkerPhase::Running; }));
    EXPECT_TRUE(eventually([&] { return demo.rig().status().active_faults() == 0; }));
    EXPECT_EQ(demo.worker("cp_0").work, 1us);
}

}  // namespace
}  // namespace rig
