// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/pacer.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using namespace std::chrono_literals;

constexpr Pacer::TimePoint kStart{100s};
constexpr std::uint64_t kVeryMany = 1'000'000'000;

Pacer started(Load load, Rate rate, std::chrono::nanoseconds phase = {})
{
    Pacer pacer(load, rate, phase);
    pacer.start(kStart);
    return pacer;
}

/// Publishes whatever is due, whenever the pacer wants to be asked. @returns how many.
std::uint64_t run(Pacer& pacer, Pacer::TimePoint from, Pacer::TimePoint to, std::uint64_t batch = 1)
{
    std::uint64_t events = 0;
    for (auto now = from; now < to; now = pacer.next(now, batch)) {
        const std::uint64_t ready = pacer.due(now, batch) / batch * batch;
        pacer.published(ready);
        events += ready;
    }
    return events;
}

TEST(Pacer, KeepsItsRate)
{
    for (const std::uint64_t rate : {1U, 7U, 1'000U, 99'991U, 1'000'000U}) {
        Pacer pacer = started(SteadyLoad{}, Rate{rate});
        EXPECT_NEAR(static_cast<double>(run(pacer, kStart, kStart + 10s)),
            static_cast<double>(rate) * 10, static_cast<double>(rate) / 1000 + 1)
            << rate;
    }
}

TEST(Pacer, OwesNothingAtTheStart)
{
    Pacer pacer = started(SteadyLoad{}, Rate{1000U});
    EXPECT_EQ(pacer.due(kStart), 0U);
    EXPECT_EQ(pacer.due(kStart + 999us), 0U);
    EXPECT_EQ(pacer.due(kStart + 1ms), 1U);
}

TEST(Pacer, HasNoLimitAtMax)
{
    Pacer pacer = started(SteadyLoad{}, Rate{});
    EXPECT_GE(pacer.due(kStart), kVeryMany);
    pacer.published(kVeryMany);
    EXPECT_GE(pacer.due(kStart + 1h), kVeryMany);
}

TEST(Pacer, MakesUpForNoMoreThanATenthOfASecond)
{
    Pacer pacer = started(SteadyLoad{}, Rate{1000U});
    EXPECT_EQ(pacer.due(kStart + 100ms), 100U);
    EXPECT_EQ(pacer.due(kStart + 5s), 100U);
    pacer.published(100);
    EXPECT_EQ(pacer.due(kStart + 5s), 0U);
    EXPECT_EQ(pacer.due(kStart + 5001ms), 1U);
}

TEST(Pacer, GathersABatchThatTakesLongerThanWhatIsMadeUpFor)
{
    Pacer pacer = started(SteadyLoad{}, Rate{100U});
    EXPECT_EQ(run(pacer, kStart, kStart + 10s, 64), 960U);  // fifteen batches of 64, 40 to go
}

TEST(Pacer, MakesUpForNoMoreThanATenthOfASecondBesideABatch)
{
    Pacer pacer = started(SteadyLoad{}, Rate{1000U});
    EXPECT_EQ(pacer.due(kStart + 5s, 64), 163U);
}

TEST(Pacer, AsksToBeAskedWhenTheNextEventIsDue)
{
    Pacer pacer = started(SteadyLoad{}, Rate{100U});
    EXPECT_EQ(pacer.next(kStart, 1), kStart + 10ms + 1ns);
    EXPECT_EQ(pacer.due(pacer.next(kStart, 1)), 1U);
    EXPECT_EQ(pacer.next(kStart, 5), kStart + 50ms + 1ns);
}

TEST(Pacer, IsAskedNoMoreThanFourThousandTimesASecond)
{
    Pacer pacer = started(SteadyLoad{}, Rate{50'000'000U});
    EXPECT_EQ(pacer.next(kStart + 1s, 1), kStart + 1s + 250us);
}

TEST(Pacer, PausesAtRateZeroUntilItIsToldAnother)
{
    Pacer pacer = started(SteadyLoad{}, Rate{1000U});
    pacer.set_rate(Rate{0U}, kStart + 1s);
    EXPECT_EQ(pacer.due(kStart + 1h), 0U);
    EXPECT_GE(pacer.next(kStart + 1s, 1), kStart + 1s + 1h);
    pacer.set_rate(Rate{2000U}, kStart + 2s);
    EXPECT_EQ(pacer.due(kStart + 2s), 0U);
    EXPECT_EQ(pacer.due(kStart + 2s + 50ms), 100U);
}

TEST(Pacer, TurnsAPatternIntoTheRateItIsTold)
{
    Pacer pacer = started(BurstLoad{1ms, 1h}, Rate{1000U});
    EXPECT_EQ(pacer.due(kStart + 50ms), 1U);
    pacer.set_rate(Rate{1000U}, kStart + 50ms);
    EXPECT_EQ(pacer.due(kStart + 100ms), 50U);
}

TEST(Pacer, MultipliesALoadAndGoesBackToIt)
{
    for (const Load& load : {Load(SteadyLoad{}), Load(SineLoad{2s}), Load(BurstLoad{20ms, 30ms})}) {
        Pacer changed = started(load, Rate{10'000U});
        Pacer plain = started(load, Rate{10'000U});
        const auto at = [](double s) {
            return kStart + std::chrono::nanoseconds(static_cast<std::int64_t>(s * 1e9));
        };
        EXPECT_EQ(run(changed, kStart, at(1.5)), run(plain, kStart, at(1.5)));
        changed.set_factor(3, at(1.5));
        const auto once = static_cast<double>(run(plain, at(1.5), at(2.5)));
        EXPECT_NEAR(static_cast<double>(run(changed, at(1.5), at(2.5))), 3 * once, once / 50);
        changed.set_factor(1, at(2.5));
        const auto after = static_cast<double>(run(plain, at(2.5), at(3.5)));
        EXPECT_NEAR(static_cast<double>(run(changed, at(2.5), at(3.5))), after, after / 50);
    }
}

TEST(Pacer, LooksEachMillisecondAtWhatIsNotSteady)
{
    Pacer pacer = started(BurstLoad{1s, 1s}, Rate{10U});
    EXPECT_EQ(pacer.next(kStart, 1), kStart + 1ms);
}

TEST(Pacer, BeginsAPatternAtItsPhase)
{
    Pacer late = started(BurstLoad{100ms, 100ms}, Rate{1000U}, 150ms);
    EXPECT_EQ(late.due(kStart + 50ms), 0U);
    EXPECT_EQ(late.due(kStart + 80ms), 30U);
    Pacer open = started(BurstLoad{100ms, 100ms}, Rate{}, 150ms);
    EXPECT_EQ(open.due(kStart + 49ms), 0U);
    EXPECT_GE(open.due(kStart + 50ms), kVeryMany);
}

}  // namespace
}  // namespace rig
