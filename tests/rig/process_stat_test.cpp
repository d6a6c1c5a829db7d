// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/process_stat.h"

#include <cerrno>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace rig {
namespace {

std::string line(const std::string& command, char state)
{
    return "4121 (" + command + ") " + state
        + " 1 4121 4121 0 -1 4194560 106 0 0 0 3 4 0 0 20 0 1 0 87654 2703360 408 1 1 1 0 0\n";
}

TEST(ProcessStat, ReadsStateAndStartTime)
{
    const auto stat = parse_process_stat(line("ringworker", 'S'));
    ASSERT_TRUE(stat);
    EXPECT_EQ(stat->command, "ringworker");
    EXPECT_EQ(stat->state, 'S');
    EXPECT_EQ(stat->start_time, 87654U);
    EXPECT_FALSE(stat->is_stopped());
    EXPECT_FALSE(stat->is_dead());
}

TEST(ProcessStat, IsNotFooledByACommandThatLooksLikeMore)
{
    for (const std::string command :
        {"a) R 1 2 (b", "(", ")", ") Z", "", "two words", "x\ny", "a) T 1 (b\n) Z 9"}) {
        const auto stat = parse_process_stat(line(command, 'R'));
        ASSERT_TRUE(stat) << command;
        EXPECT_EQ(stat->command, command);
        EXPECT_EQ(stat->state, 'R');
        EXPECT_EQ(stat->start_time, 87654U);
    }
}

TEST(ProcessStat, KnowsWhoStandsAndWhoIsDead)
{
    EXPECT_TRUE(parse_process_stat(line("w", 'T'))->is_stopped());
    EXPECT_TRUE(parse_process_stat(line("w", 't'))->is_stopped());
    EXPECT_TRUE(parse_process_stat(line("w", 'Z'))->is_dead());
    EXPECT_TRUE(parse_process_stat(line("w", 'X'))->is_dead());
}

TEST(ProcessStat, IsNothingForWhatIsNoSuchLine)
{
    const std::string whole = line("w", 'S');
    for (const std::string& text :
        {std::string(), std::string("4121 (w)"), std::string("4121"), std::string("4121 (a"),
            std::string("(a) S 1"), std::string("x (a) S 1"), std::string(")("),
            std::string("4121 (w) "), std::string("4121 (w) S"), std::string("4121 (w) SS 1 2"),
            whole.substr(0, whole.find("87654")), std::string(60, ')')}) {
        EXPECT_FALSE(parse_process_stat(text)) << text;
    }
}

TEST(ProcessStat, FindsThisProcessAndNoneWithoutAPid)
{
    const auto stat = read_process_stat(::getpid());
    ASSERT_TRUE(stat);
    EXPECT_GT(stat->start_time, 0U);
    EXPECT_FALSE(read_process_stat(0));
    int error = 0;
    EXPECT_FALSE(read_process_stat(0, error));
    EXPECT_EQ(error, ENOENT);
}

}  // namespace
}  // namespace rig
