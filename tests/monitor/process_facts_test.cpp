// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/process_facts.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace monitor {
namespace {

std::string line(const std::string& command, char state, unsigned long start_time)
{
    return "4121 (" + command + ") " + state
        + " 1 4121 4121 0 -1 4194560 106 0 0 0 3 4 0 0 20 0 1 0 " + std::to_string(start_time)
        + " 2703360 408 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n";
}

std::uint64_t own_start_time()
{
    std::array<char, 1024> text{};
    FILE* file = std::fopen("/proc/self/stat", "r");
    const auto size = std::fread(text.data(), 1, text.size(), file);
    std::fclose(file);
    return parse_stat_line({text.data(), size})->start_time;
}

TEST(ProcessFacts, ParsesStateCommandAndStartTime)
{
    const auto stat = parse_stat_line(line("ringworker", 'S', 777));
    ASSERT_TRUE(stat);
    EXPECT_EQ(stat->pid, 4121);
    EXPECT_EQ(stat->command, "ringworker");
    EXPECT_EQ(stat->state, 'S');
    EXPECT_EQ(stat->start_time, 777U);
}

TEST(ProcessFacts, ParsesACommandThatLooksLikeTheEndOfItself)
{
    for (const std::string command : {"a) R 1 2 (b", "(", ")", ") Z", "", "two words", "x\ny"}) {
        const auto stat = parse_stat_line(line(command, 'T', 42));
        ASSERT_TRUE(stat) << command;
        EXPECT_EQ(stat->command, command);
        EXPECT_EQ(stat->state, 'T');
        EXPECT_EQ(stat->start_time, 42U);
    }
}

TEST(ProcessFacts, RefusesWhatIsNoStatLine)
{
    for (const std::string text :
        {"", "4121", "4121 (a", "(a) S 1", "4121 (a) S 1 2 3\n", "x (a) S 1", ")("}) {
        EXPECT_FALSE(parse_stat_line(text)) << text;
    }
    EXPECT_FALSE(parse_stat_line(line("a", 'S', 5).substr(0, 60)));
}

TEST(ProcessFacts, CallsAProcessOfAnotherStartTimeGone)
{
    const auto stat = parse_stat_line(line("other", 'R', 777));
    EXPECT_EQ(process_from(4121, 777, stat).state, 'R');
    EXPECT_EQ(process_from(4121, 778, stat).state, kProcessGone);
    EXPECT_EQ(process_from(4121, 778, stat).command, "");
    EXPECT_EQ(process_from(4121, 777, std::nullopt).state, kProcessGone);
}

TEST(ProcessFacts, ReadsARealProcess)
{
    ProcessFacts facts;
    const auto start = own_start_time();
    const std::array asked{ProcessFacts::Process{::getpid(), start}};
    facts.refresh(asked);
    EXPECT_EQ(facts.of(::getpid(), start).state, 'R');
    EXPECT_FALSE(facts.of(::getpid(), start).command.empty());
    EXPECT_EQ(facts.of(::getpid(), start + 1).state, kProcessUnknown);
}

TEST(ProcessFacts, SeesAZombieAndThenThatItIsGone)
{
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::_exit(0);
    }
    siginfo_t info{};
    ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
    const std::string path = "/proc/" + std::to_string(child) + "/stat";
    std::array<char, 1024> text{};
    FILE* file = std::fopen(path.c_str(), "r");
    ASSERT_NE(file, nullptr);
    const auto size = std::fread(text.data(), 1, text.size(), file);
    std::fclose(file);
    const auto start = parse_stat_line({text.data(), size})->start_time;

    ProcessFacts facts;
    const std::array asked{ProcessFacts::Process{child, start}};
    facts.refresh(asked);
    EXPECT_EQ(facts.of(child, start).state, 'Z');
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    facts.refresh(asked);
    EXPECT_EQ(facts.of(child, start).state, kProcessGone);
}

}  // namespace
}  // namespace monitor
