// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/control_command.h"

#include <gtest/gtest.h>
#include <string>

namespace rig {
namespace {

using namespace std::chrono_literals;

template <typename Command>
Command command_of(std::string_view line)
{
    const auto command = parse_control(line);
    EXPECT_TRUE(command) << line;
    EXPECT_TRUE(std::holds_alternative<Command>(command.value())) << line;
    return std::get<Command>(command.value());
}

TEST(ControlCommand, SetsARate)
{
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"rate":1000}})").rate, Rate{1000U});
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"rate":"200k"}})").rate, Rate{200'000U});
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"rate":"max"}})").rate, Rate{});
    EXPECT_FALSE(command_of<SetCommand>(R"({"set":{"rate":1000}})").work);
}

TEST(ControlCommand, PausesAtRateZero)
{
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"rate":0}})").rate, Rate{0U});
}

TEST(ControlCommand, SetsAServiceTime)
{
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"work_ns":5000}})").work, 5us);
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"work_ns":0}})").work, 0ns);
    const auto both = command_of<SetCommand>(R"({"set":{"rate":7,"work_ns":1}})");
    EXPECT_EQ(both.rate, Rate{7U});
    EXPECT_EQ(both.work, 1ns);
}

TEST(ControlCommand, SetsAFactor)
{
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"factor":2.5}})").factor, 2.5);
    EXPECT_EQ(command_of<SetCommand>(R"({"set":{"factor":1}})").factor, 1.0);
    for (const char* const factor : {"0", "-1", "\"2\"", "1e7", "null", "1e999"}) {
        EXPECT_FALSE(parse_control(R"({"set":{"factor":)" + std::string(factor) + "}}")) << factor;
    }
}

TEST(ControlCommand, FreezesForATime)
{
    EXPECT_EQ(command_of<FreezeCommand>(R"({"do":"freeze","ms":2000})").duration, 2s);
    EXPECT_EQ(command_of<FreezeCommand>(R"({"ms":86400000,"do":"freeze"})").duration, 24h);
}

TEST(ControlCommand, CrashesAtEachPoint)
{
    const auto point = [](const std::string& at) {
        return command_of<CrashCommand>(R"({"do":"crash","at":")" + at + "\"}").at;
    };
    EXPECT_EQ(point("claim"), CrashPoint::Claim);
    EXPECT_EQ(point("write"), CrashPoint::Write);
    EXPECT_EQ(point("publish"), CrashPoint::Publish);
    EXPECT_EQ(point("lease"), CrashPoint::Lease);
    EXPECT_EQ(point("join"), CrashPoint::Join);
}

TEST(ControlCommand, Closes)
{
    command_of<CloseCommand>(R"({"do":"close"})");
    command_of<CloseCommand>(R"(  { "do" : "close" }  )");
}

TEST(ControlCommand, RefusesWhatItDoesNotUnderstandWhole)
{
    for (const std::string_view line :
        {"", "close", "null", "[]", "7", "\"close\"", "{", "{}", R"({"do":"close"} x)",
            R"({"do":"stop"})", R"({"do":7})", R"({"do":"close","ms":1})", R"({"do":"freeze"})",
            R"({"do":"freeze","ms":-1})", R"({"do":"freeze","ms":1.5})",
            R"({"do":"freeze","ms":"1"})", R"({"do":"freeze","ms":86400001})",
            R"({"do":"freeze","ms":1,"at":"lease"})", R"({"do":"crash"})",
            R"({"do":"crash","at":"lunch"})", R"({"do":"crash","at":1})",
            R"({"do":"crash","at":"lease","ms":1})", R"({"set":{}})", R"({"set":7})",
            R"({"set":{"rate":-1}})", R"({"set":{"rate":1.5}})", R"({"set":{"rate":"1e3"}})",
            R"({"set":{"rate":null}})", R"({"set":{"work_ns":-1}})", R"({"set":{"work_ns":"5us"}})",
            R"({"set":{"work_ns":86400000000001}})", R"({"set":{"speed":1}})",
            R"({"set":{"rate":1,"speed":1}})", R"({"set":{"rate":1},"do":"close"})"}) {
        EXPECT_FALSE(parse_control(line)) << line;
    }
}

TEST(ControlCommand, SaysWhatThereIsAndWhatWasGiven)
{
    const auto detail = [](std::string_view line) { return parse_control(line).error().detail; };
    EXPECT_EQ(detail("clsoe"), "'clsoe' is no JSON object");
    EXPECT_NE(detail(R"({"do":"stop"})").find("freeze, crash, close"), std::string::npos);
    EXPECT_NE(detail(R"({"do":"crash","at":"x"})").find("claim, write, publish, lease, join"),
        std::string::npos);
    EXPECT_NE(detail(R"({"set":{"speed":1}})").find("'speed'"), std::string::npos);
    EXPECT_NE(detail(R"({"set":{"rate":-5}})").find("-5"), std::string::npos);
}

TEST(ControlCommand, ShowsNoMoreThanTheBeginningOfALongLine)
{
    const auto command = parse_control(std::string(100'000, 'x'));
    EXPECT_LT(command.error().detail.size(), 200U);
    const std::string text = '"' + std::string(60'000, 'x') + '"';
    for (const std::string& line : {R"({"set":{"rate":)" + text + "}}",
             R"({"set":{"work_ns":)" + text + "}}", R"({"set":{)" + text + ":1}}"}) {
        EXPECT_LT(parse_control(line).error().detail.size(), 200U);
    }
}

TEST(ControlCommand, SurvivesDeepNesting)
{
    EXPECT_FALSE(parse_control(std::string(60'000, '[')));
    const std::string deep = std::string(30'000, '[') + std::string(30'000, ']');
    EXPECT_FALSE(parse_control(deep));
    EXPECT_FALSE(parse_control(R"({"do":)" + deep + "}"));
    EXPECT_FALSE(parse_control(R"({"set":)" + deep + "}"));
    EXPECT_FALSE(parse_control(R"({"set":{"rate":)" + deep + "}}"));
    EXPECT_FALSE(parse_control(R"({"set":{"work_ns":)" + deep + "}}"));
    EXPECT_FALSE(parse_control(R"({"do":"freeze","ms":)" + deep + "}"));
    EXPECT_FALSE(parse_control(R"({"do":"crash","at":)" + deep + "}"));
}

}  // namespace
}  // namespace rig
