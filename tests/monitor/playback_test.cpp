// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/playback.h"

#include <gtest/gtest.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;
using recording::Playback;

constexpr TimePoint kFirst{1000s};
constexpr TimePoint kLast{1060s};
constexpr TimePoint kNow{5s};  // on another clock

TEST(Playback, StandsAtTheEndUntilItIsToldOtherwise)
{
    const Playback playback(kFirst, kLast);
    EXPECT_EQ(playback.position(kNow), kLast);
    EXPECT_EQ(playback.position(kNow + 1h), kLast);
    EXPECT_FALSE(playback.plays(kNow));
}

TEST(Playback, GoesOnAsFastAsItIsTold)
{
    for (const double speed : Playback::kSpeeds) {
        Playback playback(kFirst, kLast);
        playback.set_speed(speed, kNow);
        playback.seek(kFirst, kNow);
        playback.play(kNow);
        const double expected = std::min(60.0, 0.5 * speed);
        EXPECT_NEAR(to_seconds(playback.position(kNow + 500ms) - kFirst), expected, 1e-6) << speed;
    }
}

TEST(Playback, ChangesItsSpeedWithoutAJump)
{
    Playback playback(kFirst, kLast);
    playback.seek(kFirst, kNow);
    playback.play(kNow);
    playback.set_speed(10, kNow + 2s);
    EXPECT_EQ(playback.position(kNow + 2s), kFirst + 2s);
    EXPECT_EQ(playback.position(kNow + 3s), kFirst + 12s);
    playback.change_speed(-1, kNow + 3s);
    EXPECT_EQ(playback.speed(), 5);
    playback.change_speed(+100, kNow + 3s);
    EXPECT_EQ(playback.speed(), 100);
    playback.change_speed(-100, kNow + 3s);
    EXPECT_EQ(playback.speed(), 0.1);
    EXPECT_EQ(playback.position(kNow + 3s), kFirst + 12s);
}

TEST(Playback, GoesOnAtTheBeginWhereItRepeats)
{
    Playback playback(kFirst, kLast);
    playback.seek(kLast - 1s, kNow);
    playback.set_repeats(true, kNow);
    playback.play(kNow);
    EXPECT_EQ(playback.position(kNow + 3s), kFirst + 2s);
    EXPECT_NEAR(to_seconds(playback.position(kNow + 1s + 1000 * 60s + 7s) - kFirst), 7, 1e-6);
    EXPECT_TRUE(playback.plays(kNow + 1000h));
    playback.set_repeats(false, kNow + 3s);
    EXPECT_EQ(playback.position(kNow + 3s), kFirst + 2s);
    EXPECT_EQ(playback.position(kNow + 1000h), kLast);
}

TEST(Playback, OfOneMomentHasNothingToRepeat)
{
    Playback playback(kFirst, kFirst);
    playback.set_repeats(true, kNow);
    playback.play(kNow);
    EXPECT_EQ(playback.position(kNow + 1s), kFirst);
    EXPECT_FALSE(playback.plays(kNow + 1s));
}

TEST(Playback, EndsAtTheEndAndBeginsAnewFromThere)
{
    Playback playback(kFirst, kLast);
    playback.seek(kLast - 1s, kNow);
    playback.play(kNow);
    EXPECT_TRUE(playback.plays(kNow));
    EXPECT_FALSE(playback.plays(kNow + 1s));
    EXPECT_EQ(playback.position(kNow + 1000h), kLast);
    playback.play(kNow + 1000h);
    EXPECT_EQ(playback.position(kNow + 1000h), kFirst);
}

TEST(Playback, StandsWhereItWasPaused)
{
    Playback playback(kFirst, kLast);
    playback.seek(kFirst, kNow);
    playback.play(kNow);
    playback.pause(kNow + 3s);
    EXPECT_EQ(playback.position(kNow + 30s), kFirst + 3s);
}

TEST(Playback, SeeksWithinTheRecordingAndGoesOnIfItPlays)
{
    Playback playback(kFirst, kLast);
    playback.seek(kFirst - 1h, kNow);
    EXPECT_EQ(playback.position(kNow), kFirst);
    playback.seek(kLast + 1h, kNow);
    EXPECT_EQ(playback.position(kNow), kLast);
    playback.play(kNow);
    playback.seek(kFirst + 30s, kNow + 1s);
    EXPECT_EQ(playback.position(kNow + 2s), kFirst + 31s);
}

}  // namespace
}  // namespace monitor::test
