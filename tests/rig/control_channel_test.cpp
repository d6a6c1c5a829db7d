// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/control_channel.h"

#include "test_pipe.h"

#include <gtest/gtest.h>

namespace rig {
namespace {

using ringtest::TestPipe;

TEST(ControlChannel, HandsOverCommandsInOrder)
{
    const TestPipe pipe;
    ControlChannel channel(pipe.reader());
    EXPECT_TRUE(channel.read().empty());
    ASSERT_TRUE(pipe.write("{\"set\":{\"rate\":5}}\n{\"do\":\"close\"}\n"));
    const auto commands = channel.read();
    ASSERT_EQ(commands.size(), 2U);
    EXPECT_EQ(std::get<SetCommand>(commands[0].value()).rate, Rate{5U});
    EXPECT_TRUE(std::holds_alternative<CloseCommand>(commands[1].value()));
    EXPECT_FALSE(channel.at_end());
}

TEST(ControlChannel, GoesOnAfterALineThatIsNoCommand)
{
    const TestPipe pipe;
    ControlChannel channel(pipe.reader());
    ASSERT_TRUE(pipe.write("nonsense\n{\"do\":\"close\"}\n"));
    const auto commands = channel.read();
    ASSERT_EQ(commands.size(), 2U);
    EXPECT_FALSE(commands[0]);
    EXPECT_TRUE(commands[1]);
}

TEST(ControlChannel, IgnoresBlankLines)
{
    const TestPipe pipe;
    ControlChannel channel(pipe.reader());
    ASSERT_TRUE(pipe.write("\n  \t\r\n{\"do\":\"close\"}\r\n"));
    const auto commands = channel.read();
    ASSERT_EQ(commands.size(), 1U);
    EXPECT_TRUE(commands[0]);
}

TEST(ControlChannel, TakesALastLineWithoutItsEndOnce)
{
    TestPipe pipe;
    ControlChannel channel(pipe.reader());
    ASSERT_TRUE(pipe.write("{\"do\":\"close\"}"));
    EXPECT_TRUE(channel.read().empty());
    pipe.close_writer();
    EXPECT_EQ(channel.read().size(), 1U);
    EXPECT_TRUE(channel.at_end());
    EXPECT_TRUE(channel.read().empty());
}

}  // namespace
}  // namespace rig
