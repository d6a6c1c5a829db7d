// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/demo_story.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace rig {
namespace {

using namespace std::chrono_literals;
using Time = std::chrono::nanoseconds;

constexpr Time kTick = 10ms;

/// A ring, its workers and a clock, as the story is told about them.
struct Simulation {
    DemoPlan plan;
    DemoStory story{plan};
    Time now{};
    std::int64_t written = 0;
    std::int64_t read = 0;
    bool stopped = false;
    std::vector<DemoAction> actions;

    // What can go wrong.
    Time ready_at = 200ms;
    bool obeys_stall = true;
    bool obeys_heal = true;
    bool victim_reads = true;  // also one that is not stopped may read nothing
    bool reads_while_stopped = false;
    bool producer_writes = true;
    bool in_ring = true;
    std::optional<std::string> held_by;  // also when the ring is not full
    std::optional<std::string> trouble;

    void step()
    {
        now += kTick;
        const auto capacity = static_cast<std::int64_t>(plan.capacity);
        if ((!stopped && victim_reads) || reads_while_stopped) {
            read = written;
        }
        const bool full = written + 100 > read + capacity;
        if (now >= ready_at && producer_writes && !full) {
            written += 100;  // 10,000 events a second
        }
        DemoObservation seen;
        seen.waiting_for = now >= ready_at ? "" : "cp_2";
        seen.trouble = trouble;
        seen.victim_stopped = stopped;
        if (in_ring) {
            seen.ring = {.victim_sequence = read - 1,
                .victim_lag_events = static_cast<std::uint64_t>(written - read),
                .producer_held_by = full ? std::optional<std::string>("cp_1") : held_by};
        }
        if (const auto action = story.advance(now, seen)) {
            actions.push_back(*action);
            if (*action == DemoAction::Stall) {
                stopped = obeys_stall;
            } else {
                stopped = stopped && !obeys_heal;
            }
        }
    }
    void run_to(Time until)
    {
        while (now < until) {
            step();
        }
    }
    void run_to(DemoPhase phase)
    {
        while (story.phase() != phase && !story.is_over()) {
            step();
        }
        ASSERT_EQ(story.phase(), phase) << story.reason();
    }
    void run_to_end()
    {
        while (!story.is_over()) {
            step();
        }
    }
    [[nodiscard]] bool says(std::string_view words) const
    {
        return story.reason().find(words) != std::string::npos;
    }
};

std::vector<std::string> texts(const std::vector<DemoCaption>& captions)
{
    std::vector<std::string> result;
    result.reserve(captions.size());
    for (const DemoCaption& caption : captions) {
        result.push_back(caption.text);
    }
    return result;
}

const std::vector<DemoAction> kStallAndHeal = {DemoAction::Stall, DemoAction::Heal};

TEST(DemoStory, IsToldInFivePlainSentences)
{
    Simulation demo;
    demo.run_to_end();
    EXPECT_EQ(texts(demo.story.captions()),
        (std::vector<std::string>{"healthy", "cp_1 stalled; the ring fills",
            "producer held by cp_1", "healed; cp_1 catches up", "drained"}));
    EXPECT_EQ(demo.story.verdict(), Verdict::Pass);
    EXPECT_EQ(demo.story.reason(), "");
    EXPECT_EQ(demo.story.phase(), DemoPhase::Drained);
    EXPECT_EQ(demo.actions, kStallAndHeal);
}

TEST(DemoStory, StallsEightSecondsAfterAllAreReadyAndIsHealedByEleven)
{
    Simulation demo;
    demo.run_to_end();
    const DemoFault& fault = demo.story.fault().value();
    EXPECT_EQ(fault.target, "cp_1");
    EXPECT_EQ(fault.requested, demo.ready_at + 8s);
    EXPECT_EQ(fault.planned_end, demo.ready_at + 10'800ms);
    EXPECT_EQ(fault.heal_requested, demo.ready_at + 10'800ms);
    EXPECT_LE(fault.healed.value(), demo.ready_at + 11s);
    EXPECT_LE(fault.recovered.value(), demo.ready_at + 11s);
}

TEST(DemoStory, DoesNothingBeforeTheStall)
{
    Simulation demo;
    demo.run_to(demo.ready_at + 8s - kTick);
    EXPECT_EQ(demo.story.phase(), DemoPhase::Healthy);
    EXPECT_FALSE(demo.story.fault());
    EXPECT_TRUE(demo.actions.empty());
}

TEST(DemoStory, CutShortIsInconclusiveInEveryPhase)
{
    for (const DemoPhase phase : {DemoPhase::Starting, DemoPhase::Healthy, DemoPhase::Stalled,
             DemoPhase::Held, DemoPhase::Healing}) {
        Simulation demo;
        demo.victim_reads = phase != DemoPhase::Healing;
        if (phase == DemoPhase::Healing) {  // moves again, but does not catch up
            demo.victim_reads = true;
            demo.run_to(DemoPhase::Held);
            demo.victim_reads = false;
            while (demo.actions != kStallAndHeal) {
                demo.step();
            }
            ++demo.read;
        }
        demo.run_to(phase);
        EXPECT_FALSE(demo.story.is_over());
        EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
        EXPECT_EQ(demo.story.reason(), "the demo was cut short");
    }
}

TEST(DemoStory, AStallIsNotProvenByHavingBeenAskedFor)
{
    Simulation demo;
    demo.obeys_stall = false;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
    EXPECT_TRUE(demo.says("the stall of cp_1 is not proven: it runs")) << demo.story.reason();
    EXPECT_FALSE(demo.story.fault()->proven);
}

TEST(DemoStory, AStallIsNotProvenWhileTheCursorMoves)
{
    Simulation demo;
    demo.reads_while_stopped = true;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
    EXPECT_TRUE(demo.says("not proven: it stands")) << demo.story.reason();
}

TEST(DemoStory, AnUnmovedCursorProvesNothingWhileNobodyWrites)
{
    Simulation demo;
    demo.run_to(demo.ready_at + 7s);
    demo.producer_writes = false;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
    EXPECT_TRUE(demo.says("not proven: it stands")) << demo.story.reason();
}

TEST(DemoStory, FailsWhenTheRingDoesNotFill)
{
    Simulation demo;
    demo.run_to(DemoPhase::Stalled);
    demo.producer_writes = false;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Fail);
    EXPECT_TRUE(demo.says("a ring of 4096 events did not fill in 2.80 s")) << demo.story.reason();
    EXPECT_EQ(demo.actions, kStallAndHeal) << "nobody is left standing";
}

TEST(DemoStory, IsInconclusiveWhenSomebodyElseLetsTheVictimGoOn)
{
    Simulation demo;
    demo.run_to(DemoPhase::Held);
    demo.stopped = false;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
    EXPECT_TRUE(demo.says("cp_1 went on before it was told to")) << demo.story.reason();
}

TEST(DemoStory, FailsWhenTheVictimDoesNotGoOn)
{
    Simulation demo;
    demo.obeys_heal = false;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Fail);
    EXPECT_TRUE(demo.says("cp_1 had not caught up 10.00 s after it was told to go on; the limit is "
                          "10.00 s: it stands"))
        << demo.story.reason();
    EXPECT_FALSE(demo.story.fault()->healed);
}

TEST(DemoStory, IsNotHealedByBeingContinuedOnlyByReading)
{
    Simulation demo;
    demo.run_to(DemoPhase::Held);
    demo.victim_reads = false;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Fail);
    EXPECT_TRUE(demo.says("it runs")) << demo.story.reason();
    EXPECT_FALSE(demo.story.fault()->healed);
}

TEST(DemoStory, HasNotRecoveredWhileSomebodyHoldsTheProducer)
{
    Simulation demo;
    demo.run_to(DemoPhase::Held);
    demo.held_by = "cp_0";
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Fail);
    EXPECT_TRUE(demo.says("the producer held by cp_0")) << demo.story.reason();
    EXPECT_TRUE(demo.story.fault()->healed);
    EXPECT_FALSE(demo.story.fault()->recovered);
}

TEST(DemoStory, WaitsWithTheStallUntilTheProducerIsFree)
{
    Simulation demo;
    demo.held_by = "cp_0";
    demo.run_to(demo.ready_at + 9s);
    EXPECT_TRUE(demo.actions.empty());
    demo.held_by.reset();
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Pass) << demo.story.reason();
    EXPECT_EQ(demo.story.fault()->requested, demo.ready_at + 9s + kTick);
    EXPECT_EQ(demo.story.fault()->planned_end - demo.story.fault()->requested, 2'800ms);
}

TEST(DemoStory, IsInconclusiveWhenTheRingIsNeverHealthy)
{
    Simulation demo;
    demo.held_by = "cp_0";
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
    EXPECT_TRUE(demo.says("the producer held by cp_0")) << demo.story.reason();
    EXPECT_TRUE(demo.actions.empty());
}

TEST(DemoStory, NamesWhoIsNotReadyInTime)
{
    Simulation demo;
    demo.ready_at = 1min;
    demo.run_to_end();
    EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
    EXPECT_EQ(demo.story.reason(), "not ready after 10.00 s, the limit is 10.00 s: cp_2");
}

TEST(DemoStory, IsNotHealthyBeforeTheVictimIsInTheRing)
{
    Simulation demo;
    demo.in_ring = false;
    demo.run_to(demo.ready_at + 1s);
    EXPECT_EQ(demo.story.phase(), DemoPhase::Starting);
    demo.in_ring = true;
    demo.run_to(DemoPhase::Healthy);
}

TEST(DemoStory, TroubleBeforeTheStallIsInconclusive)
{
    for (const DemoPhase phase : {DemoPhase::Starting, DemoPhase::Healthy}) {
        Simulation demo;
        demo.run_to(phase);
        demo.trouble = "cp_0 ended unasked: killed by SIGKILL";
        demo.step();
        EXPECT_TRUE(demo.story.is_over());
        EXPECT_EQ(demo.story.verdict(), Verdict::Inconclusive);
        EXPECT_EQ(demo.story.reason(), *demo.trouble);
        EXPECT_EQ(demo.story.captions().back().text, *demo.trouble);
        EXPECT_EQ(demo.story.captions().back().phase, DemoPhase::Failed);
        EXPECT_TRUE(demo.actions.empty());
    }
}

TEST(DemoStory, TroubleAfterTheStallIsAFailureAndHealsFirst)
{
    for (const DemoPhase phase : {DemoPhase::Stalled, DemoPhase::Held}) {
        Simulation demo;
        demo.run_to(phase);
        demo.trouble = "cp_0 ended unasked: killed by SIGKILL";
        demo.step();
        EXPECT_EQ(demo.story.verdict(), Verdict::Fail);
        EXPECT_EQ(demo.story.reason(), *demo.trouble);
        EXPECT_EQ(demo.actions, kStallAndHeal);
        EXPECT_EQ(demo.story.fault()->heal_requested, demo.now);
    }
}

TEST(DemoStory, WhatComesAfterItsEndChangesNothing)
{
    Simulation demo;
    demo.run_to_end();
    demo.trouble = "cp_0 ended unasked: killed by SIGKILL";
    demo.stopped = true;
    demo.run_to(demo.now + 1min);
    EXPECT_EQ(demo.story.verdict(), Verdict::Pass);
    EXPECT_EQ(demo.story.captions().size(), 5U);
    EXPECT_EQ(demo.actions, kStallAndHeal);
}

TEST(DemoStory, CaptionsNeverGoBackInTime)
{
    Simulation demo;
    demo.run_to_end();
    const auto& captions = demo.story.captions();
    EXPECT_TRUE(std::is_sorted(captions.begin(), captions.end(),
        [](const DemoCaption& a, const DemoCaption& b) { return a.at < b.at; }));
    EXPECT_EQ(captions.front().at, demo.ready_at);
}

}  // namespace
}  // namespace rig
