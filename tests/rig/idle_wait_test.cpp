// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/idle_wait.h"

#include "test_pipe.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using namespace std::chrono_literals;
using Clock = Steering::Clock;

constexpr Steering::TimePoint kNow{1000s};
constexpr int kRoundsBeforeASleep = 120;

/// A worker that has a command it was not looking for: only a sleep makes it look at once.
class Idler {
public:
    explicit Idler(ringlib::WaitStrategy strategy)
        : m_steering(WorkerRole::Producer, ControlChannel(m_pipe.reader()))
        , m_idle(strategy)
    {
    }
    bool sleeps()
    {
        m_now += 1h;
        m_steering.look(m_now);
        static_cast<void>(m_steering.take_rate());
        EXPECT_TRUE(m_pipe.write("{\"set\":{\"rate\":5}}\n"));
        m_idle.wait(m_steering, kNow);
        m_steering.look(m_now);
        return m_steering.take_rate().has_value();
    }
    void reset() { m_idle.reset(); }
    void wait(int rounds)
    {
        for (int i = 0; i < rounds; ++i) {
            m_idle.wait(m_steering, kNow);
        }
    }

private:
    ringtest::TestPipe m_pipe;
    Steering m_steering;
    Steering::TimePoint m_now = kNow;
    IdleWait m_idle;
};

TEST(IdleWait, SleepsAnEighthOfWhatItHasWaited)
{
    EXPECT_EQ(IdleWait::sleep_after(800us), 100us);
    EXPECT_EQ(IdleWait::sleep_after(0ns), 20us);
    EXPECT_EQ(IdleWait::sleep_after(8ms), 1ms);
    EXPECT_EQ(IdleWait::sleep_after(24h), 1ms);
}

TEST(IdleWait, SleepsAsLongAsItWasTold)
{
    Steering steering(WorkerRole::Consumer);
    IdleWait idle(ringlib::WaitStrategy::sleep(5ms));
    const auto begin = Clock::now();
    idle.wait(steering, begin);
    EXPECT_GE(Clock::now() - begin, 5ms);
}

TEST(IdleWait, SpinsAndYieldsBeforeItSleeps)
{
    Idler idler(ringlib::WaitStrategy::block());
    EXPECT_FALSE(idler.sleeps());
    idler.wait(kRoundsBeforeASleep - 1);
    EXPECT_TRUE(idler.sleeps());
    EXPECT_TRUE(idler.sleeps());
}

TEST(IdleWait, SpinsAgainAfterThereWasSomethingToDo)
{
    Idler idler(ringlib::WaitStrategy::block());
    idler.wait(kRoundsBeforeASleep);
    EXPECT_TRUE(idler.sleeps());
    idler.reset();
    EXPECT_FALSE(idler.sleeps());
}

TEST(IdleWait, NeverSleepsWhenItIsToStayAwake)
{
    for (const auto& strategy :
        {ringlib::WaitStrategy::busy_spin(), ringlib::WaitStrategy::busy_spin_with_hint(),
            ringlib::WaitStrategy::spin_then_yield(3)}) {
        Idler idler(strategy);
        idler.wait(2 * kRoundsBeforeASleep);
        EXPECT_FALSE(idler.sleeps());
    }
}

}  // namespace
}  // namespace rig
