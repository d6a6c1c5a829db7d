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

TEST(ProcessFacts, CallsAProcessOfAnotherStartTimeGone)
{
    const rig::ProcessStat stat{.command = "other", .state = 'R', .start_time = 777};
    EXPECT_EQ(process_from(4121, 777, stat).state, 'R');
    EXPECT_EQ(process_from(4121, 778, stat).state, kProcessGone);
    EXPECT_EQ(process_from(4121, 778, stat).command, "");
    EXPECT_EQ(process_from(4121, 777, std::nullopt).state, kProcessGone);
}

TEST(ProcessFacts, ReadsARealProcess)
{
    ProcessFacts facts;
    const auto start = rig::read_process_stat(::getpid())->start_time;
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
    const auto start = rig::read_process_stat(child)->start_time;

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
