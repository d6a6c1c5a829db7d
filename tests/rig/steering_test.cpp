// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/steering.h"

#include "test_pipe.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringtest::TestPipe;

constexpr Steering::TimePoint kNow{1000s};

/// A worker with a pipe for its stdin.
class Steered {
public:
    explicit Steered(WorkerRole role)
        : steering(role, ControlChannel(pipe.reader()))
    {
    }
    void say(const std::string& line)
    {
        EXPECT_TRUE(pipe.write(line + '\n'));
        m_now += 1s;
        steering.look(m_now);
    }

    TestPipe pipe;
    Steering steering;

private:
    Steering::TimePoint m_now = kNow;
};

TEST(Steering, HasNoEndByItself)
{
    Steering steering(WorkerRole::Consumer);
    steering.joined(kNow, std::nullopt);
    steering.look(kNow + 24h);
    EXPECT_FALSE(steering.end());
}

TEST(Steering, EndsWhenTheTimeIsUpCountedFromJoining)
{
    Steering steering(WorkerRole::Consumer);
    steering.look(kNow);
    steering.joined(kNow + 5s, 2s);
    steering.look(kNow + 6999ms);
    EXPECT_FALSE(steering.end());
    steering.look(kNow + 7s);
    EXPECT_EQ(steering.end(), WorkerEnd::Duration);
}

TEST(Steering, EndsOnTheCommandToClose)
{
    Steered worker(WorkerRole::Producer);
    worker.say(R"({"do":"close"})");
    EXPECT_EQ(worker.steering.end(), WorkerEnd::Control);
}

TEST(Steering, EndsWhenWhoeverSteersHasClosed)
{
    Steered worker(WorkerRole::Producer);
    worker.steering.look(kNow);
    EXPECT_FALSE(worker.steering.end());
    worker.pipe.close_writer();
    worker.steering.look(kNow + 1s);
    EXPECT_EQ(worker.steering.end(), WorkerEnd::Control);
}

TEST(Steering, StaysWithItsFirstReason)
{
    Steered worker(WorkerRole::Producer);
    worker.steering.joined(kNow, 1ms);
    worker.steering.look(kNow + 1s);
    worker.say(R"({"set":{"rate":5}})");
    EXPECT_EQ(worker.steering.end(), WorkerEnd::Duration);
}

TEST(Steering, LooksAtItsCommandsOnceAMillisecond)
{
    Steered worker(WorkerRole::Producer);
    worker.steering.look(kNow);
    ASSERT_TRUE(worker.pipe.write("{\"set\":{\"rate\":5}}\n"));
    worker.steering.look(kNow + 999us);
    EXPECT_FALSE(worker.steering.take_rate());
    worker.steering.look(kNow + 1ms);
    EXPECT_EQ(worker.steering.take_rate(), Rate{5U});
}

TEST(Steering, LooksAtOnceAfterASleepThatACommandEnded)
{
    Steered worker(WorkerRole::Producer);
    worker.steering.look(kNow);
    ASSERT_TRUE(worker.pipe.write("{\"set\":{\"rate\":5}}\n"));
    worker.steering.sleep_until(Steering::Clock::now() + 1h);
    worker.steering.look(kNow);
    EXPECT_EQ(worker.steering.take_rate(), Rate{5U});
}

TEST(Steering, GivesEachValueOnce)
{
    Steered producer(WorkerRole::Producer);
    producer.say(R"({"set":{"rate":5}})");
    producer.say(R"({"set":{"rate":7}})");
    EXPECT_EQ(producer.steering.take_rate(), Rate{7U});
    EXPECT_FALSE(producer.steering.take_rate());
    Steered consumer(WorkerRole::Consumer);
    consumer.say(R"({"set":{"work_ns":5000}})");
    EXPECT_EQ(consumer.steering.take_work(), 5us);
    EXPECT_FALSE(consumer.steering.take_work());
}

TEST(Steering, RefusesWhatIsOfTheOtherRole)
{
    testing::internal::CaptureStderr();
    Steered producer(WorkerRole::Producer);
    producer.say(R"({"set":{"work_ns":5000}})");
    EXPECT_FALSE(producer.steering.take_work());
    producer.say(R"({"do":"crash","at":"lease"})");
    EXPECT_FALSE(producer.steering.has_disturbance());
    Steered consumer(WorkerRole::Consumer);
    consumer.say(R"({"set":{"rate":5}})");
    EXPECT_FALSE(consumer.steering.take_rate());
    for (const std::string at : {"claim", "write", "publish"}) {
        consumer.say(R"({"do":"crash","at":")" + at + "\"}");
        EXPECT_FALSE(consumer.steering.has_disturbance()) << at;
    }
    const std::string complaints = testing::internal::GetCapturedStderr();
    EXPECT_EQ(std::count(complaints.begin(), complaints.end(), '\n'), 6) << complaints;
}

TEST(Steering, SaysWhatIsNoCommandAndGoesOn)
{
    testing::internal::CaptureStderr();
    Steered worker(WorkerRole::Producer);
    worker.say("{\"do\":\"\x1b[31m\"}");
    const std::string complaint = testing::internal::GetCapturedStderr();
    EXPECT_EQ(complaint.find("ringworker: control: "), 0U) << complaint;
    EXPECT_EQ(complaint.find('\x1b'), std::string::npos);
    EXPECT_FALSE(worker.steering.end());
    worker.say(R"({"do":"close"})");
    EXPECT_EQ(worker.steering.end(), WorkerEnd::Control);
}

TEST(Steering, KeepsAFreezeUntilItIsTaken)
{
    Steered worker(WorkerRole::Consumer);
    worker.say(R"({"do":"freeze","ms":20})");
    EXPECT_TRUE(worker.steering.has_disturbance());
    EXPECT_EQ(worker.steering.take_freeze(), 20ms);
    EXPECT_FALSE(worker.steering.has_disturbance());
}

TEST(Steering, RefusesACrashOnJoiningAfterIt)
{
    testing::internal::CaptureStderr();
    Steered worker(WorkerRole::Consumer);
    worker.steering.joined(kNow, std::nullopt);
    worker.say(R"({"do":"crash","at":"join"})");
    EXPECT_FALSE(worker.steering.has_disturbance());
    EXPECT_NE(testing::internal::GetCapturedStderr(), "");
}

TEST(Steering, WaitsForACrashOnJoiningAlsoWithoutWhoeverSteers)
{
    Steered worker(WorkerRole::Consumer);
    ASSERT_TRUE(worker.pipe.write("{\"do\":\"crash\",\"at\":\"join\"}\n"));
    worker.pipe.close_writer();
    worker.steering.look(kNow);
    EXPECT_FALSE(worker.steering.end());
    EXPECT_TRUE(worker.steering.is_to_crash_at(CrashPoint::Join));
}

using SteeringDeathTest = testing::Test;

TEST(SteeringDeathTest, DiesWhereItWasTold)
{
    Steered worker(WorkerRole::Producer);
    worker.say(R"({"do":"crash","at":"write"})");
    worker.steering.pass(CrashPoint::Claim);
    EXPECT_EXIT(worker.steering.pass(CrashPoint::Write), testing::KilledBySignal(SIGKILL), "");
}

TEST(SteeringDeathTest, DiesOnJoining)
{
    Steered worker(WorkerRole::Producer);
    worker.say(R"({"do":"crash","at":"join"})");
    EXPECT_EXIT(worker.steering.joined(kNow, 1s), testing::KilledBySignal(SIGKILL), "");
}

TEST(Steering, HoldsUntilThere)
{
    Steering steering(WorkerRole::Consumer);
    const auto until = Steering::Clock::now() + 30ms;
    int looks = 0;
    steering.hold_until(until, [&](Steering::TimePoint) { ++looks; });
    EXPECT_GE(Steering::Clock::now(), until);
    EXPECT_GE(looks, 1);
}

TEST(Steering, HoldsNoLongerThanItsEnd)
{
    Steered worker(WorkerRole::Consumer);
    worker.say(R"({"do":"close"})");
    bool held = false;
    worker.steering.hold_until(
        Steering::TimePoint::max(), [&](Steering::TimePoint) { held = true; });
    EXPECT_FALSE(held);
    Steered other(WorkerRole::Consumer);
    other.pipe.close_writer();
    other.steering.hold_until(Steering::Clock::now() + 24h, [](Steering::TimePoint) {});
    EXPECT_EQ(other.steering.end(), WorkerEnd::Control);
}

}  // namespace
}  // namespace rig
