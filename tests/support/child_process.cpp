// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/child_process.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern "C" char** environ;  // NOLINT: POSIX

namespace ringtest {
namespace {

constexpr int kWatchdogMs = 50'000;

[[noreturn]] void give_up(const char* what)
{
    std::perror(what);
    std::abort();
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments)
{
    spawn(arguments, STDIN_FILENO);
}

ChildProcess::ChildProcess(const std::vector<std::string>& arguments, std::string_view input)
{
    int ends[2]{};
    if (::pipe2(ends, O_CLOEXEC) != 0
        || ::write(ends[1], input.data(), input.size()) != static_cast<ssize_t>(input.size())) {
        give_up("pipe2");
    }
    m_input = ends[1];
    spawn(arguments, ends[0]);
    ::close(ends[0]);
}

void ChildProcess::spawn(const std::vector<std::string>& arguments, int input)
{
    int ends[2]{};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        give_up("pipe2");
    }
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    if (input != STDIN_FILENO) {
        ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    }
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    errno = ::posix_spawn(&m_pid, argv.front(), &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_output = ends[0];
    if (errno != 0) {
        give_up(argv.front());
    }
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_pid(std::exchange(other.m_pid, -1))
    , m_input(std::exchange(other.m_input, -1))
    , m_output(std::exchange(other.m_output, -1))
    , m_buffer(std::move(other.m_buffer))
{
}

ChildProcess::~ChildProcess()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    for (const int end : {m_input, m_output}) {
        if (end >= 0) {
            ::close(end);
        }
    }
}

bool ChildProcess::fill_buffer()
{
    pollfd ready{.fd = m_output, .events = POLLIN, .revents = 0};
    if (::poll(&ready, 1, kWatchdogMs) <= 0) {
        give_up("a child said nothing for 50 s");
    }
    char bytes[4096];
    const ssize_t got = ::read(m_output, bytes, sizeof(bytes));
    if (got > 0) {
        m_buffer.append(bytes, static_cast<std::size_t>(got));
    }
    return got > 0;
}

std::string ChildProcess::read_line()
{
    std::size_t end = 0;
    while ((end = m_buffer.find('\n')) == std::string::npos) {
        if (!fill_buffer()) {
            return {};
        }
    }
    std::string line = m_buffer.substr(0, end);
    m_buffer.erase(0, end + 1);
    return line;
}

ChildProcess::Outcome ChildProcess::wait()
{
    while (fill_buffer()) { }
    int status = 0;
    ::waitpid(std::exchange(m_pid, -1), &status, 0);
    return {
        std::exchange(m_buffer, {}), WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status)};
}

void ChildProcess::signal(int number) const
{
    ::kill(m_pid, number);
}

}  // namespace ringtest
