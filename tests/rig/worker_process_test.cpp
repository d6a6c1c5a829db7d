// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_process.h"

#include "rig_support.h"

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rig {
namespace {

using namespace std::chrono_literals;

using ringtest::eventually;
using ringtest::kWatchdog;
using ringtest::started;

WorkerProcess shell(const std::string& script)
{
    return started("/bin/sh", {"-c", script});
}

/// All it writes until its end.
std::vector<std::string> output_of(WorkerProcess& process)
{
    EXPECT_TRUE(process.wait(kWatchdog));
    return process.read_output();
}

TEST(WorkerProcess, TellsItsExitCode)
{
    auto process = shell("exit 7");
    EXPECT_EQ(process.wait(kWatchdog), (ExitStatus{.code = 7}));
    EXPECT_EQ(process.exit_status(), (ExitStatus{.code = 7}));
    EXPECT_EQ(process.state(), ProcessState::Exited);
    EXPECT_FALSE(process.signal(SIGTERM));
}

TEST(WorkerProcess, TellsTheSignalThatKilledIt)
{
    auto process = started("/bin/sleep", {"1000"});
    EXPECT_TRUE(process.signal(SIGTERM));
    EXPECT_EQ(process.wait(kWatchdog), (ExitStatus{.signal = SIGTERM}));
}

TEST(WorkerProcess, HasNoExitStatusWhileItRuns)
{
    auto process = started("/bin/cat");
    EXPECT_FALSE(process.exit_status());
    EXPECT_FALSE(process.wait(0s));
    EXPECT_FALSE(process.wait(5ms));
    EXPECT_EQ(process.state(), ProcessState::Running);
}

TEST(WorkerProcess, ShowsThatItStands)
{
    auto process = started("/bin/cat");
    EXPECT_TRUE(process.signal(SIGSTOP));
    EXPECT_TRUE(eventually([&] { return process.state() == ProcessState::Stopped; }));
    EXPECT_FALSE(process.exit_status());
    EXPECT_TRUE(process.signal(SIGCONT));
    EXPECT_TRUE(eventually([&] { return process.state() == ProcessState::Running; }));
}

TEST(WorkerProcess, IsKilledAlsoWhileItStands)
{
    auto process = started("/bin/cat");
    process.signal(SIGSTOP);
    process.signal(SIGKILL);
    EXPECT_EQ(process.wait(kWatchdog), (ExitStatus{.signal = SIGKILL}));
}

TEST(WorkerProcess, KeepsOutputAndErrorsApartLineByLine)
{
    auto process = shell("echo one; echo two; echo three >&2");
    EXPECT_EQ(output_of(process), (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(process.read_errors(), std::vector<std::string>{"three"});
}

TEST(WorkerProcess, GivesALastLineWithoutItsEndOnce)
{
    auto process = shell("printf 'whole\\npart'");
    EXPECT_EQ(output_of(process), (std::vector<std::string>{"whole", "part"}));
    EXPECT_TRUE(process.read_output().empty());
}

TEST(WorkerProcess, ReadsNothingWithoutWaiting)
{
    auto process = started("/bin/cat");
    EXPECT_TRUE(process.read_output().empty());
    EXPECT_TRUE(process.read_errors().empty());
}

TEST(WorkerProcess, IsSentLinesAndEndsWithItsStdin)
{
    auto process = started("/bin/cat");
    EXPECT_TRUE(process.send_line(R"({"do":"close"})"));
    EXPECT_TRUE(process.send_line("two"));
    process.close_stdin();
    EXPECT_FALSE(process.send_line("three"));
    EXPECT_EQ(output_of(process), (std::vector<std::string>{R"({"do":"close"})", "two"}));
    EXPECT_TRUE(process.exit_status()->is_success());
}

TEST(WorkerProcess, ALineToOneThatHasEndedIsRefusedAndNoSignal)
{
    auto process = shell("exit 0");
    EXPECT_TRUE(process.wait(kWatchdog));
    EXPECT_FALSE(process.send_line("anybody there?"));  // SIGPIPE would end the test
    EXPECT_FALSE(process.send_line("anybody there?"));
}

TEST(WorkerProcess, LeavesASigpipeThatIsNotItsOwn)
{
    sigset_t pipe;
    sigset_t before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, &before);
    ::pthread_kill(::pthread_self(), SIGPIPE);
    auto process = shell("exit 0");
    EXPECT_TRUE(process.wait(kWatchdog));
    EXPECT_FALSE(process.send_line("anybody there?"));
    const timespec no_time{};
    EXPECT_EQ(::sigtimedwait(&pipe, nullptr, &no_time), SIGPIPE);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

TEST(WorkerProcess, NeverWaitsForOneThatDoesNotRead)
{
    auto process = started("/bin/sleep", {"1000"});
    const std::string line(1000, 'x');
    int taken = 0;
    while (process.send_line(line)) {
        ++taken;
        ASSERT_LT(taken, 100'000);
    }
    EXPECT_GT(taken, 0);
}

TEST(WorkerProcess, ALineIsTakenAsAWholeOrNotAtAll)
{
    auto process = started("/bin/cat");
    EXPECT_FALSE(process.send_line(std::string(PIPE_BUF, 'x')));
    EXPECT_TRUE(process.send_line(std::string(PIPE_BUF - 1, 'y')));
    process.close_stdin();
    EXPECT_EQ(output_of(process), std::vector<std::string>{std::string(PIPE_BUF - 1, 'y')});
}

TEST(WorkerProcess, IsKilledAndReapedWithItsObject)
{
    pid_t pid = 0;
    {
        const auto process = started("/bin/sleep", {"1000"});
        pid = process.pid();
        ASSERT_TRUE(read_process_stat(pid));
    }
    EXPECT_EQ(::waitpid(pid, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

TEST(WorkerProcess, MovesWithoutBeingKilled)
{
    auto first = started("/bin/cat");
    const pid_t pid = first.pid();
    WorkerProcess second(std::move(first));
    EXPECT_EQ(second.pid(), pid);
    EXPECT_TRUE(second.send_line("still there"));
    second.close_stdin();
    EXPECT_EQ(output_of(second), std::vector<std::string>{"still there"});
}

TEST(WorkerProcess, AssignmentKillsTheOneBefore)
{
    auto process = started("/bin/sleep", {"1000"});
    const pid_t before = process.pid();
    process = started("/bin/cat");
    EXPECT_EQ(::waitpid(before, nullptr, WNOHANG), -1);
    EXPECT_EQ(process.state(), ProcessState::Running);
}

TEST(WorkerProcess, AMissingProgramIsNamed)
{
    const auto process = WorkerProcess::start("/nowhere/ringworker", {});
    ASSERT_FALSE(process);
    EXPECT_EQ(process.error().code, ringlib::Errc::NotFound);
    EXPECT_NE(process.error().message().find("/nowhere/ringworker"), std::string::npos);
}

TEST(WorkerProcess, AFileThatIsNoProgramIsAnError)
{
    const auto process = WorkerProcess::start("/etc/passwd", {});
    ASSERT_FALSE(process);
    EXPECT_EQ(process.error().os_errno, EACCES);
    EXPECT_NE(process.error().message().find("/etc/passwd"), std::string::npos);
}

TEST(WorkerProcess, ArgumentsArePassedAsTheyAre)
{
    auto process = started("/bin/echo", {"a b", "$HOME", "'; rm", "*"});
    EXPECT_EQ(output_of(process), std::vector<std::string>{"a b $HOME '; rm *"});
}

TEST(WorkerProcess, InheritsNoneOfAThousandOpenDescriptors)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    std::vector<int> open;
    for (int i = 0; i < 1000; ++i) {
        open.push_back(::open("/dev/null", O_RDONLY));  // and without O_CLOEXEC
        ASSERT_GE(open.back(), 0);
    }
    auto process = shell("i=0; while [ $i -lt " + std::to_string(open.back() + 1)
        + " ]; do [ -e /proc/$$/fd/$i ] && echo $i; i=$((i+1)); done; exit 0");
    EXPECT_EQ(output_of(process), (std::vector<std::string>{"0", "1", "2"}));
    for (const int descriptor : open) {
        ::close(descriptor);
    }
}

TEST(WorkerProcess, InheritsNoSignalThatIsBlockedOrIgnored)
{
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const auto previous = ::signal(SIGPIPE, SIG_IGN);
    auto process = started("/bin/grep", {"-E", "^Sig(Blk|Ign)", "/proc/self/status"});
    ::signal(SIGPIPE, previous);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    const auto lines = output_of(process);
    ASSERT_EQ(lines.size(), 2U);
    for (const std::string& line : lines) {
        // Signals 32 and 33 are the C library's own; it says itself what becomes of them.
        const auto signals = std::stoull(line.substr(line.find('\t') + 1), nullptr, 16);
        EXPECT_EQ(signals & 0x7fffffffU, 0U) << line;
    }
}

TEST(WorkerProcess, IsInAProcessGroupOfItsOwn)
{
    auto process = started("/bin/cat");
    EXPECT_EQ(::getpgid(process.pid()), process.pid());
    EXPECT_NE(::getpgid(0), process.pid());
}

TEST(WorkerProcess, StartsAlsoFromAProgramWithoutStdinAndStdout)
{
    std::array<int, 3> kept{};
    for (int i = 0; i < 3; ++i) {
        kept.at(static_cast<std::size_t>(i)) = ::fcntl(i, F_DUPFD_CLOEXEC, 10);
        ::close(i);
    }
    auto process = WorkerProcess::start("/bin/sh", {"-c", "cat; echo wrong >&2"});
    for (int i = 0; i < 3; ++i) {
        ::dup2(kept.at(static_cast<std::size_t>(i)), i);
        ::close(kept.at(static_cast<std::size_t>(i)));
    }
    ASSERT_TRUE(process) << process.error().message();
    EXPECT_TRUE(process->send_line("right"));
    process->close_stdin();
    EXPECT_EQ(output_of(*process), std::vector<std::string>{"right"});
    EXPECT_EQ(process->read_errors(), std::vector<std::string>{"wrong"});
}

TEST(WorkerProcess, SaysSoWhenSomebodyElseTookItsExitCode)
{
    auto process = shell("exit 7");
    EXPECT_EQ(::waitpid(process.pid(), nullptr, 0), process.pid());
    const auto status = process.wait(kWatchdog);
    ASSERT_TRUE(status);
    EXPECT_FALSE(status->is_success());
    EXPECT_EQ(status->text(), "ended, its exit code was taken by another part of this program");
}

TEST(ExitStatus, IsToldInWords)
{
    EXPECT_EQ((ExitStatus{.code = 3}).text(), "exit 3: the stream ended abnormally");
    EXPECT_EQ((ExitStatus{.code = 7}).text(), "exit 7");
    EXPECT_EQ((ExitStatus{.signal = SIGKILL}).text(), "killed by SIGKILL");
    EXPECT_TRUE((ExitStatus{}).is_success());
    EXPECT_FALSE((ExitStatus{.code = 3}).is_success());
    EXPECT_FALSE((ExitStatus{.signal = SIGTERM}).is_success());
}

TEST(FindWorkerProgram, TakesWhatTheEnvironmentNames)
{
    const ringtest::WorkerVariable variable("/bin/cat");
    EXPECT_EQ(find_worker_program().value(), "/bin/cat");
}

TEST(FindWorkerProgram, SaysWhatTheEnvironmentNamesInVain)
{
    const ringtest::WorkerVariable variable("/nowhere/ringworker");
    const auto missing = find_worker_program();
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ringlib::Errc::NotFound);
    EXPECT_NE(missing.error().message().find("/nowhere/ringworker' (RINGSCOPE_WORKER names it)"),
        std::string::npos)
        << missing.error().message();
}

TEST(FindWorkerProgram, LooksBesideTheRunningProgram)
{
    const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    const auto found = find_worker_program();
    ASSERT_FALSE(found) << "tests are not where the programs are";
    EXPECT_NE(found.error().message().find((here / "ringworker").string()), std::string::npos)
        << found.error().message();
}

TEST(WorkerProcess, FindsItsFirstLineOnStdinBeforeAnythingElse)
{
    auto process = WorkerProcess::start(
        "/bin/sh", {"-c", "read -r first; read -r second; echo \"$first, $second\""}, "one");
    ASSERT_TRUE(process);
    EXPECT_TRUE(process->send_line("two"));
    ASSERT_TRUE(process->wait(kWatchdog));
    EXPECT_EQ(process->read_output(), std::vector<std::string>{"one, two"});
}

}  // namespace
}  // namespace rig
