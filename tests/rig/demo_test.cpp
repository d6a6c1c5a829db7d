// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/demo.h"

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

bool reaches(const DemoRig& demo, DemoPhase phase)
{
    return eventually([&] {
        const DemoStatus status = demo.status();
        return status.phase == phase || status.story_over;
    }) && demo.status().phase == phase;
}

const DemoWorker& worker(const DemoStatus& status, std::string_view name)
{
    return *std::find_if(status.workers.begin(), status.workers.end(),
        [name](const DemoWorker& candidate) { return candidate.name == name; });
}

std::optional<WorkerSummary> summary_in(std::string_view text)
{
    const auto line = parse_worker_line(text);
    const auto* summary = line ? std::get_if<WorkerSummary>(&*line) : nullptr;
    return summary != nullptr ? std::optional(*summary) : std::nullopt;
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// Nothing is left: no process, no ring, no lock file.
void expect_all_gone(const DemoStatus& status, const TemporaryRing& ring)
{
    EXPECT_TRUE(status.stopped);
    for (const DemoWorker& each : status.workers) {
        EXPECT_TRUE(each.pid == 0 || is_dead(each.pid)) << each.name;
        EXPECT_EQ(each.state, ProcessState::Exited) << each.name;
    }
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Demo, PassesWithRealWorkersAndLeavesNothing)
{
    const TemporaryRing ring;
    DemoRig demo(short_plan(), RINGWORKER, ring.name());
    EXPECT_TRUE(reaches(demo, DemoPhase::Drained)) << demo.status().reason;
    demo.stop();
    const DemoStatus status = demo.status();
    EXPECT_EQ(status.verdict, Verdict::Pass) << status.reason;
    EXPECT_EQ(status.reason, "");
    EXPECT_EQ(status.ring, ring.name());
    EXPECT_EQ(status.captions.size(), 5U);
    ASSERT_EQ(status.workers.size(), 4U);
    for (const DemoWorker& each : status.workers) {
        EXPECT_TRUE(each.exit && each.exit->is_success()) << each.name << each.last_error;
        EXPECT_TRUE(contains(each.last_output, R"("type":"summary")")) << each.last_output;
    }
    expect_all_gone(status, ring);
}

TEST(Demo, ItsFaultIsRequestedThenProvenThenHealed)
{
    const TemporaryRing ring;
    DemoRig demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Drained)) << demo.status().reason;
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
    DemoRig demo(stalled_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Held)) << demo.status().reason;
    const DemoStatus status = demo.status();
    EXPECT_EQ(read_process_stat(worker(status, "cp_1").pid)->state, 'T');
    EXPECT_EQ(worker(status, "cp_1").state, ProcessState::Stopped);
    EXPECT_EQ(worker(status, "cp_0").state, ProcessState::Running);
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
        DemoRig demo(
            phase == DemoPhase::Held ? stalled_plan() : long_plan(), RINGWORKER, ring.name());
        if (phase != DemoPhase::Starting) {
            ASSERT_TRUE(reaches(demo, phase)) << demo.status().reason;
        }
        demo.stop();
        const DemoStatus status = demo.status();
        EXPECT_EQ(status.verdict, Verdict::Inconclusive);
        EXPECT_EQ(status.reason, "the demo was cut short");
        expect_all_gone(status, ring);
    }
}

TEST(Demo, AStalledConsumerReadsEverythingBeforeItEnds)
{
    const TemporaryRing ring;
    DemoRig demo(stalled_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Held)) << demo.status().reason;
    demo.stop();
    const DemoStatus status = demo.status();
    for (const DemoWorker& each : status.workers) {
        const auto said = summary_in(each.last_output);
        ASSERT_TRUE(said) << each.name << ": " << each.last_output;
        EXPECT_TRUE(said->totals.is_clean()) << each.last_output;
        EXPECT_EQ(
            said->totals.last, summary_in(worker(status, "producer").last_output)->totals.last)
            << each.name;
    }
}

TEST(Demo, StopsByRequestWithoutWaiting)
{
    const TemporaryRing ring;
    DemoRig demo(long_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Healthy)) << demo.status().reason;
    demo.request_stop();
    EXPECT_TRUE(eventually([&] { return demo.status().stopped; }));
    expect_all_gone(demo.status(), ring);
    demo.stop();  // may be said twice
}

TEST(Demo, StopsWithItsObject)
{
    const TemporaryRing ring;
    DemoStatus status;
    {
        const DemoRig demo(long_plan(), RINGWORKER, ring.name());
        ASSERT_TRUE(reaches(demo, DemoPhase::Healthy)) << demo.status().reason;
        status = demo.status();
    }
    for (const DemoWorker& each : status.workers) {
        EXPECT_TRUE(is_dead(each.pid)) << each.name;
    }
    EXPECT_FALSE(ring.exists());
}

TEST(Demo, AWorkerKilledBeforeTheStallMakesItInconclusive)
{
    const TemporaryRing ring;
    DemoRig demo(long_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Healthy)) << demo.status().reason;
    ::kill(worker(demo.status(), "cp_0").pid, SIGKILL);
    ASSERT_TRUE(reaches(demo, DemoPhase::Failed));
    EXPECT_EQ(demo.status().verdict, Verdict::Inconclusive);
    EXPECT_EQ(demo.status().reason, "cp_0 ended unasked: killed by SIGKILL");
    EXPECT_EQ(worker(demo.status(), "cp_0").exit, (ExitStatus{.signal = SIGKILL}));
    demo.stop();
    EXPECT_EQ(demo.status().reason, "cp_0 ended unasked: killed by SIGKILL");
    expect_all_gone(demo.status(), ring);
}

TEST(Demo, AProducerKilledWhileItIsHeldMakesItFail)
{
    const TemporaryRing ring;
    DemoRig demo(stalled_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Held)) << demo.status().reason;
    ::kill(worker(demo.status(), "producer").pid, SIGKILL);
    ASSERT_TRUE(reaches(demo, DemoPhase::Failed));
    EXPECT_EQ(demo.status().verdict, Verdict::Fail);
    EXPECT_EQ(demo.status().reason, "producer ended unasked: killed by SIGKILL");
    EXPECT_TRUE(
        eventually([&] { return worker(demo.status(), "cp_1").state == ProcessState::Running; }));
    demo.stop();
    EXPECT_EQ(demo.status().verdict, Verdict::Fail);
    expect_all_gone(demo.status(), ring);
}

TEST(Demo, AWorkerKilledAfterTheStoryLeavesNoProofOfAPass)
{
    const TemporaryRing ring;
    DemoRig demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Drained)) << demo.status().reason;
    EXPECT_EQ(demo.status().verdict, Verdict::Pass);
    ::kill(worker(demo.status(), "cp_2").pid, SIGKILL);
    EXPECT_TRUE(eventually([&] { return worker(demo.status(), "cp_2").exit.has_value(); }));
    demo.stop();
    EXPECT_EQ(demo.status().verdict, Verdict::Inconclusive);
    EXPECT_EQ(demo.status().reason, "cp_2 gave no summary: killed by SIGKILL");
    expect_all_gone(demo.status(), ring);
}

TEST(Demo, AMissingProgramIsTold)
{
    const TemporaryRing ring;
    DemoRig demo(short_plan(), "/nowhere/ringworker", ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Failed));
    const DemoStatus status = demo.status();
    EXPECT_EQ(status.verdict, Verdict::Inconclusive);
    EXPECT_TRUE(contains(status.reason, "/nowhere/ringworker cannot be started")) << status.reason;
    EXPECT_TRUE(contains(worker(status, "producer").last_error, "/nowhere/ringworker"));
    demo.stop();
    expect_all_gone(demo.status(), ring);
}

TEST(Demo, AWorkerThatEndsAtOnceIsToldWithWhatItSaid)
{
    const TemporaryRing ring;
    DemoPlan plan = short_plan();
    plan.event_size = 65;
    DemoRig demo(plan, RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Failed));
    EXPECT_TRUE(contains(demo.status().reason,
        "producer could not start: exit 64: bad argument: "
        "ringworker: --event-size: '65'"))
        << demo.status().reason;
    demo.stop();
    expect_all_gone(demo.status(), ring);
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
    DemoRig demo(long_plan(), program, ring.name());
    // From then on it is deaf; before, SIGTERM would be enough.
    EXPECT_TRUE(eventually([&] {
        const auto workers = demo.status().workers;
        return workers.size() == 4
            && std::all_of(workers.begin(), workers.end(), [](const DemoWorker& each) {
                   return std::filesystem::read_symlink(
                              "/proc/" + std::to_string(each.pid) + "/exe")
                              .filename()
                       == "sleep";
               });
    }));
    demo.stop();
    for (const DemoWorker& each : demo.status().workers) {
        EXPECT_EQ(each.exit, (ExitStatus{.signal = SIGKILL})) << each.name;
    }
    expect_all_gone(demo.status(), ring);
}

TEST(Demo, ARingThatSomebodyProducesIsRefusedAndUnharmed)
{
    const TemporaryRing ring;
    auto other = ringtest::started(RINGWORKER,
        {"produce", "--ring", ring.name(), "--capacity", "8", "--event-size", "64", "--control"});
    ASSERT_TRUE(eventually([&] { return ring.exists(); }));
    DemoRig demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Failed));
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
    DemoRig demo(short_plan(), RINGWORKER, ring.name());
    EXPECT_TRUE(reaches(demo, DemoPhase::Healthy)) << demo.status().reason;
}

TEST(Demo, ARingCutShortUnderItIsTold)
{
    const TemporaryRing ring;
    DemoRig demo(long_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Healthy)) << demo.status().reason;
    ASSERT_EQ(::truncate(ring.file().c_str(), 0), 0);
    ASSERT_TRUE(reaches(demo, DemoPhase::Failed));
    // Whichever is seen first: the ring, or the workers that cannot go on with it.
    const DemoStatus status = demo.status();
    EXPECT_TRUE(contains(status.reason, ring.name() + ": ring truncated")
        || contains(status.reason, "ended unasked: exit 3"))
        << status.reason;
    demo.stop();
    for (const DemoWorker& each : demo.status().workers) {
        EXPECT_TRUE(is_dead(each.pid)) << each.name;
    }
}

TEST(Demo, ARingUnlinkedUnderItIsPlayedToTheEnd)
{
    const TemporaryRing ring;
    DemoRig demo(short_plan(), RINGWORKER, ring.name());
    ASSERT_TRUE(reaches(demo, DemoPhase::Healthy)) << demo.status().reason;
    ::unlink(ring.file().c_str());
    EXPECT_TRUE(reaches(demo, DemoPhase::Drained)) << demo.status().reason;
    demo.stop();
    EXPECT_EQ(demo.status().verdict, Verdict::Pass) << demo.status().reason;
}

}  // namespace
}  // namespace rig
