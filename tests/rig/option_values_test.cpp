// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/option_values.h"

#include <gtest/gtest.h>
#include <string>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringlib::CoordinationMode;
using ringlib::WaitStrategy;

TEST(WaitText, NamesEachStrategy)
{
    EXPECT_EQ(parse_wait("busy")->kind(), WaitStrategy::Kind::BusySpin);
    EXPECT_EQ(parse_wait("hint")->kind(), WaitStrategy::Kind::BusySpinWithHint);
    EXPECT_EQ(parse_wait("block")->kind(), WaitStrategy::Kind::Block);
    EXPECT_EQ(parse_wait("yield:100")->kind(), WaitStrategy::Kind::SpinThenYield);
    EXPECT_EQ(parse_wait("yield:100")->spins(), 100U);
    EXPECT_EQ(parse_wait("sleep:50us")->kind(), WaitStrategy::Kind::Sleep);
    EXPECT_EQ(parse_wait("sleep:50us")->duration(), 50us);
}

TEST(WaitText, RefusesWhatIsNone)
{
    for (const std::string_view text :
        {"", "Block", "spin", "busy:1", "block ", "yield", "yield:", "yield:-1", "yield:4294967296",
            "sleep", "sleep:", "sleep:50", "sleep:0us", "sleep:25h", "sleep:1ms:2"}) {
        EXPECT_FALSE(parse_wait(text)) << "'" << text << "'";
    }
}

TEST(CoordinationText, NamesEachMode)
{
    EXPECT_EQ(parse_coordination("immediate")->kind(), CoordinationMode::Kind::Immediate);
    const auto wait = parse_coordination("wait:3:10s");
    EXPECT_EQ(wait->kind(), CoordinationMode::Kind::WaitForConsumers);
    EXPECT_EQ(wait->count(), 3U);
    EXPECT_EQ(wait->timeout(), 10s);
    const auto buffer = parse_coordination("buffer:4Ki");
    EXPECT_EQ(buffer->kind(), CoordinationMode::Kind::BufferUntilConsumers);
    EXPECT_EQ(buffer->count(), 4096U);
}

TEST(CoordinationText, RefusesWhatIsNone)
{
    for (const std::string_view text :
        {"", "now", "immediate:1", "wait", "wait:3", "wait:3:", "wait::1s", "wait:0:1s",
            "wait:3:0s", "wait:3:10", "wait:3:25h", "wait:-1:1s", "wait:3:1s:1",
            "wait:4294967296:1s", "buffer", "buffer:", "buffer:0", "buffer:-1", "buffer:1:1s"}) {
        EXPECT_FALSE(parse_coordination(text)) << "'" << text << "'";
    }
}

TEST(OnExistingText, NamesEachAction)
{
    EXPECT_EQ(parse_on_existing("refuse"), ringlib::OnExisting::Refuse);
    EXPECT_EQ(parse_on_existing("takeover"), ringlib::OnExisting::TakeOver);
    EXPECT_EQ(parse_on_existing("recreate"), ringlib::OnExisting::Recreate);
    for (const std::string_view text : {"", "take-over", "Refuse", "replace"}) {
        EXPECT_FALSE(parse_on_existing(text)) << "'" << text << "'";
    }
}

TEST(StartText, NamesEachPlace)
{
    EXPECT_EQ(parse_start("oldest"), ringlib::StartAt::Oldest);
    EXPECT_EQ(parse_start("next"), ringlib::StartAt::Next);
    EXPECT_EQ(parse_start("resume"), ringlib::StartAt::Resume);
    for (const std::string_view text : {"", "default", "Oldest", "7"}) {
        EXPECT_FALSE(parse_start(text)) << "'" << text << "'";
    }
}

TEST(ConsumerId, HasUpToThirtyOneHarmlessCharacters)
{
    for (const std::string& id : {std::string("a"), std::string("cp_0"), std::string("A.b-C_9"),
             std::string("-"), std::string(31, 'x')}) {
        EXPECT_TRUE(is_consumer_id(id)) << id;
    }
    for (const std::string& id : {std::string(), std::string(32, 'x'), std::string("a b"),
             std::string("a/b"), std::string("a\n"), std::string("\xc3\xa4"), std::string("a\0", 2),
             std::string("a:b")}) {
        EXPECT_FALSE(is_consumer_id(id)) << "'" << id << "'";
    }
}

}  // namespace
}  // namespace rig
