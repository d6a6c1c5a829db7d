// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/evaluator.h"

#include "monitor/simulated_ring.h"

#include <gtest/gtest.h>

#include <random>

namespace monitor::test {
namespace {

constexpr double kCapacity = 4096;
constexpr double kIn = 10'000;  // events/s: a stalled consumer fills the ring in 0.4 s
constexpr double kFast = 100'000;

SimulatedRing::RateAt steady(double rate)
{
    return [rate](double) { return rate; };
}
/// `rate`, but nothing from `from` until `to`.
SimulatedRing::RateAt paused(double rate, double from, double to)
{
    return [=](double now) { return now >= from && now < to ? 0.0 : rate; };
}

std::vector<ConsumerState> only(ConsumerState state)
{
    return {state};
}

TEST(Evaluator, SaysStalledAfterASecondAndOkAfterTheRecovery)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto stalled = ring.add("cp_1", paused(kFast, 8, 11));
    ring.run_until(15);
    EXPECT_NEAR(ring.entered(stalled, ConsumerState::Stalled), 9.0, 0.11);
    EXPECT_NEAR(ring.entered(stalled, ConsumerState::Ok, 9), 11.3, 0.11);
    EXPECT_EQ(ring[stalled].err_since, -1);
    EXPECT_EQ(ring.states(stalled, 5), (std::vector{ConsumerState::Stalled, ConsumerState::Ok}));
}

TEST(Evaluator, RaisesAStallToAnErrorAtTheProgressTimeoutAndCallsTheOthersStarved)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto stalled = ring.add("cp_1", paused(kFast, 8, 1e9));
    const auto other = ring.add("cp_0", steady(kFast));
    ring.run_until(20);
    EXPECT_NEAR(ring.entered(stalled, ConsumerState::Stalled), 9.0, 0.11);
    EXPECT_NEAR(ring[stalled].err_since, 13.0, 0.11);
    EXPECT_NEAR(ring.entered(other, ConsumerState::Starved), 10.8, 0.15);
    EXPECT_EQ(ring[other].evaluator.verdict().severity, Severity::Info);
    EXPECT_NE(ring[other].evaluator.verdict().because.find("held by cp_1"), std::string::npos);
}

TEST(Evaluator, CallsAConsumerOfAnIdleProducerIdleNotStalled)
{
    SimulatedRing ring(kCapacity, paused(kIn, 5, 15));
    const auto consumer = ring.add("cp_0", steady(kFast));
    ring.run_until(20);
    EXPECT_NEAR(ring.entered(consumer, ConsumerState::Idle), 7.4, 0.11);
    EXPECT_NEAR(ring.entered(consumer, ConsumerState::Ok, 8), 15.3, 0.11);
    EXPECT_EQ(ring.entered(consumer, ConsumerState::Stalled), -1);
}

TEST(Evaluator, SaysFallingBehindThenGatingAtEightyPercentOfTheRate)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto slow = ring.add("cp_1", [](double now) { return now < 5 ? kFast : 0.8 * kIn; });
    ring.run_until(20);
    EXPECT_NEAR(ring.entered(slow, ConsumerState::FallingBehind), 6.4, 0.15);
    EXPECT_NEAR(ring.entered(slow, ConsumerState::Gating), 7.9, 0.25);
    EXPECT_EQ(
        ring.states(slow, 5), (std::vector{ConsumerState::FallingBehind, ConsumerState::Gating}));
    EXPECT_NEAR(ring[slow].evaluator.gating_share(), 1.0, 0.01);
}

TEST(Evaluator, NotesASlowLeakOnceHalfAMinuteShowsIt)
{
    SimulatedRing ring(kCapacity, steady(1000));
    const auto leaking = ring.add("cp_1", steady(990));
    ring.run_until(60);
    EXPECT_NEAR(ring.entered(leaking, ConsumerState::SlowLeak), 30.4, 0.5);
    EXPECT_EQ(ring[leaking].evaluator.verdict().severity, Severity::Note);
    EXPECT_EQ(ring.entered(leaking, ConsumerState::FallingBehind), -1);
    EXPECT_NE(ring[leaking].evaluator.verdict().because.find("full in ~6 min"), std::string::npos)
        << ring[leaking].evaluator.verdict().because;
}

TEST(Evaluator, CallsARecoveryCatchingUpUntilItIsDone)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto behind = ring.add(
        "cp_1", [](double now) { return now < 8 ? kIn : kIn + 360; }, 2500);
    ring.run_until(20);
    EXPECT_EQ(ring.state_at(behind, 7), ConsumerState::High);
    EXPECT_NEAR(ring.entered(behind, ConsumerState::CatchingUp), 8.8, 0.15);
    EXPECT_NEAR(ring.entered(behind, ConsumerState::Ok), 14.7, 0.15);
    EXPECT_EQ(ring.entered(behind, ConsumerState::FallingBehind), -1);
}

TEST(Evaluator, NeverCallsTheRecoveryFromAStallFallingBehind)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto consumer
        = ring.add("cp_1", [](double now) { return now >= 5 && now < 7 ? 0.0 : kIn * 1.1; });
    ring.run_until(30);
    EXPECT_EQ(ring.entered(consumer, ConsumerState::FallingBehind, 7), -1);
    EXPECT_NE(ring.entered(consumer, ConsumerState::CatchingUp, 7), -1);
    EXPECT_EQ(ring.state_at(consumer, 29), ConsumerState::Ok);
}

TEST(Evaluator, TakesASteadyPipelineDepthForHealthy)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto deep = ring.add("cp_1", steady(kIn), 300);
    ring.run_until(100);
    EXPECT_EQ(ring.states(deep), only(ConsumerState::OkSteady));
    EXPECT_EQ(ring[deep].evaluator.verdict().because, "steady at 300 events (7.3 %)");
}

TEST(Evaluator, StaysHighUntilTheLagIsClearlyBelowHalfARing)
{
    // Around half of the ring, so slowly that no rule about directions has anything to say.
    constexpr double kSwing = 0.02 * kCapacity;
    constexpr double kAngular = 2 * 3.14159265 / 20;
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto swinging = ring.add(
        "cp_1", [](double now) { return kIn - kSwing * kAngular * std::cos(kAngular * now); },
        kCapacity / 2);
    ring.run_until(120);
    const auto states = ring.states(swinging);
    EXPECT_EQ(std::count(states.begin(), states.end(), ConsumerState::High), 1);
    EXPECT_EQ(ring.state_at(swinging, 119), ConsumerState::High);
}

TEST(Evaluator, RaisesNoAlarmForABatchConsumer)
{
    SimulatedRing ring(kCapacity, steady(5000));
    const auto batching
        = ring.add("cp_1", [](double now) { return std::fmod(now, 0.5) < 0.0101 ? 1e6 : 0.0; });
    ring.run_until(3600);
    EXPECT_EQ(ring.states(batching), only(ConsumerState::Ok));
}

TEST(Evaluator, LearnsTheGapsOfAConsumerThatRestsLongerThanASecond)
{
    SimulatedRing ring(1 << 16, steady(kIn));
    const auto batching
        = ring.add("cp_1", [](double now) { return std::fmod(now, 1.5) < 0.0101 ? 1e7 : 0.0; });
    ring.run_until(300);
    EXPECT_EQ(ring.entered(batching, ConsumerState::Stalled, 10), -1);
    EXPECT_EQ(ring.state_at(batching, 299), ConsumerState::Ok);
}

TEST(Evaluator, RaisesNoAlarmForShortPauses)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto pausing
        = ring.add("cp_1", [](double now) { return std::fmod(now, 1.0) < 0.15 ? 0.0 : kFast; });
    const auto once = ring.add("cp_2", paused(kFast, 30, 30.6));
    ring.run_until(3600);
    EXPECT_EQ(ring.states(pausing), only(ConsumerState::Ok));
    EXPECT_EQ(ring.states(once), only(ConsumerState::Ok));
}

TEST(Evaluator, RaisesNoAlarmInAnHourOfNoise)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> noise(0.5, 1.5);
    SimulatedRing ring(kCapacity, [&](double) { return kIn * noise(random); });
    const auto noisy = ring.add("cp_1", [&](double) { return 1.2 * kIn * noise(random); });
    const auto deep = ring.add(
        "cp_2", [&](double) { return kIn * noise(random); }, 300);
    // A pipeline of 300 events with jitter: it may neither run dry nor run away.
    ring.run_until(3600, [&](double) {
        auto& consumer = ring[deep];
        const double published = ring[noisy].consumed;
        consumer.consumed = std::clamp(consumer.consumed, published - 420, published - 230);
    });
    EXPECT_EQ(ring.states(noisy), only(ConsumerState::Ok));
    EXPECT_EQ(ring.states(deep), only(ConsumerState::OkSteady));
}

TEST(Evaluator, SeesARecoveryThroughTheNoise)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> noise(0.5, 1.5);
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto first = ring.add("cp_0", steady(kFast));
    const auto behind = ring.add(
        "cp_1", [&](double) { return kIn * noise(random); }, 1800);
    // The same jitter around a lag that shrinks by 360 events/s from 8 s on.
    ring.run_until(12, [&](double now) {
        const double middle = ring[first].consumed - 1800 + std::max(now - 8, 0.0) * 360;
        ring[behind].consumed = std::clamp(ring[behind].consumed, middle - 95, middle + 95);
    });
    EXPECT_NEAR(ring.entered(behind, ConsumerState::CatchingUp), 9.4, 0.8);
    EXPECT_EQ(
        ring.states(behind), (std::vector{ConsumerState::OkSteady, ConsumerState::CatchingUp}));
}

TEST(Evaluator, SaysStoppedAtOnceAndErrAfterTheTimeout)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto stopped = ring.add("cp_1", paused(kFast, 5, 12));
    ring.run_until(
        20, [&](double now) { ring[stopped].process_state = now >= 5 && now < 12 ? 'T' : 'S'; });
    EXPECT_NEAR(ring.entered(stopped, ConsumerState::Stopped), 5.0, 0.11);
    EXPECT_NEAR(ring[stopped].err_since, 10.0, 0.11);
    EXPECT_NEAR(ring.entered(stopped, ConsumerState::Ok, 11), 12.3, 0.15);
}

TEST(Evaluator, CountsTheTimeToFullOfAStandingConsumerByWhatIsPublished)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto stopped = ring.add("cp_1", paused(kFast, 5, 60));
    ring.run_until(5.02, [&](double now) { ring[stopped].process_state = now >= 5 ? 'T' : 'S'; });
    const auto& left = ring[stopped].evaluator.verdict().time_to_full;
    ASSERT_TRUE(left.has_value());
    EXPECT_NEAR(
        std::chrono::duration<double>(*left).count(), kCapacity / kIn, 0.05 * kCapacity / kIn);
}

TEST(Evaluator, GoesByTheLockWhoIsDeadAndSaysItAtOnce)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto dead = ring.add("cp_1", paused(kFast, 5, 1e9));
    const auto other = ring.add("cp_2", paused(kFast, 5, 1e9));
    ring[dead].required = true;
    ring.run_until(6, [&](double now) {
        const auto presence = now >= 5 ? ringlib::Presence::Dead : ringlib::Presence::Alive;
        ring[dead].presence = presence;
        ring[other].presence = presence;
    });
    EXPECT_NEAR(ring.entered(dead, ConsumerState::Dead), 5.0, 0.11);
    EXPECT_EQ(ring[dead].evaluator.verdict().severity, Severity::Err);
    EXPECT_LT(ring[other].evaluator.verdict().severity, Severity::Err);  // nobody requires it
}

TEST(Evaluator, LetsNoZeroLagBeforeAStallMuteIt)
{
    SimulatedRing ring(1 << 20, steady(kIn));  // it never fills
    const auto stalled = ring.add("cp_1", paused(kFast, 8, 1e9));
    ring.run_until(20);
    EXPECT_EQ(ring.state_at(stalled, 7.9), ConsumerState::Ok);
    EXPECT_NEAR(ring.entered(stalled, ConsumerState::Stalled), 9.0, 0.11);
    EXPECT_NEAR(ring[stalled].err_since, 13.0, 0.11);
}

TEST(Evaluator, RunsTheStallClockOnlyWhileThereIsWork)
{
    // Nothing was published for a minute; what comes then is not late by that minute.
    SimulatedRing ring(kCapacity, paused(kIn, 5, 65));
    const auto consumer = ring.add("cp_1", paused(kFast, 65, 65.5));
    ring.run_until(70);
    EXPECT_EQ(ring.entered(consumer, ConsumerState::Stalled), -1);
    EXPECT_EQ(ring.state_at(consumer, 69), ConsumerState::Ok);
}

TEST(Evaluator, CallsNobodyStarvedWhileTheRingHasRoom)
{
    SimulatedRing ring(kCapacity, paused(1000, 5, 1e9));
    const auto slow = ring.add("cp_1", paused(kFast, 3, 1e9));
    const auto other = ring.add("cp_0", steady(kFast));
    ring.run_until(20);
    EXPECT_EQ(ring.state_at(slow, 19), ConsumerState::Stalled);
    EXPECT_EQ(ring.entered(other, ConsumerState::Starved), -1);
    EXPECT_EQ(ring.state_at(other, 19), ConsumerState::Idle);
}

TEST(Evaluator, SaysHowLongFallingBehindMayGoOn)
{
    SimulatedRing ring(1 << 17, steady(kIn));
    const auto slow = ring.add("cp_1", [](double now) { return now < 5 ? kFast : 0.5 * kIn; });
    ring.run_until(10);
    const auto& verdict = ring[slow].evaluator.verdict();
    EXPECT_EQ(verdict.state, ConsumerState::FallingBehind);
    EXPECT_EQ(verdict.severity, Severity::Warn);
    ASSERT_TRUE(verdict.time_to_full);
    EXPECT_NEAR(to_seconds(*verdict.time_to_full), ((1 << 17) - 25'000) / 5000.0, 1);
}

TEST(Evaluator, CallsAZombieDead)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto zombie = ring.add("cp_1", steady(kFast));
    ring[zombie].required = true;
    ring.run_until(6, [&](double now) { ring[zombie].process_state = now >= 5 ? 'Z' : 'S'; });
    EXPECT_EQ(ring.state_at(zombie, 5.9), ConsumerState::Dead);
    EXPECT_EQ(ring[zombie].evaluator.verdict().severity, Severity::Err);
}

TEST(Evaluator, SaysRewoundWhenACursorGoesBackWithinAnEpoch)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto consumer = ring.add("cp_1", steady(kIn), 100);
    ring.run_until(5);
    ring[consumer].consumed -= 50 + kIn * 0.01;
    ring.run_until(5.2);
    EXPECT_EQ(ring.state_at(consumer, 5.1), ConsumerState::Rewound);
    EXPECT_EQ(ring[consumer].evaluator.verdict().severity, Severity::Err);
}

TEST(Evaluator, StaysUnknownUntilFourFifthsOfTheWindowAreThere)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto consumer = ring.add("cp_1", steady(kFast));
    ring.run_until(1.5);
    EXPECT_EQ(ring[consumer].evaluator.verdict().state, ConsumerState::Unknown);
    EXPECT_NE(ring[consumer].evaluator.verdict().because.find("80 % needed"), std::string::npos);
    ring.run_until(2);
    EXPECT_EQ(ring[consumer].evaluator.verdict().state, ConsumerState::Ok);
}

TEST(Evaluator, ShowsANewStateAsPendingBeforeItCounts)
{
    SimulatedRing ring(kCapacity, paused(kIn, 5, 15));
    const auto consumer = ring.add("cp_0", steady(kFast));
    ring.run_until(7.2);
    const auto& verdict = ring[consumer].evaluator.verdict();
    EXPECT_EQ(verdict.state, ConsumerState::Ok);
    EXPECT_EQ(verdict.pending, ConsumerState::Idle);
}

TEST(Evaluator, KeepsTheFirstSampleThatSatisfiedTheRule)
{
    SimulatedRing ring(kCapacity, steady(kIn));
    const auto stalled = ring.add("cp_1", paused(kFast, 8, 11));
    ring.run_until(10);
    const auto& verdict = ring[stalled].evaluator.verdict();
    EXPECT_NEAR(to_seconds(verdict.evidence_since.time_since_epoch()), 8.0, 0.05);
    EXPECT_NEAR(to_seconds(verdict.since.time_since_epoch()), 9.0, 0.11);
}

TEST(Evaluator, CallsARequiredConsumerThatNeverCameAnErrorAfterTheStartupTimeout)
{
    EXPECT_EQ(absent_verdict(at(1), at(5), std::chrono::seconds(5)).severity, Severity::Info);
    EXPECT_EQ(absent_verdict(at(1), at(6), std::chrono::seconds(5)).severity, Severity::Err);
}

TEST(Evaluator, WarnsBeforeTheRingsOwnTimeoutHoweverShort)
{
    StallClock clock;
    EXPECT_EQ(clock.threshold({}, std::chrono::milliseconds(250)), std::chrono::milliseconds(125));
    EXPECT_EQ(clock.threshold({}, std::chrono::seconds(5)), std::chrono::seconds(1));
}

}  // namespace
}  // namespace monitor::test
