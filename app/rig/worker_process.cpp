// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_process.h"

#include "rig/exit_code.h"
#include "rig/platform/broken_pipe.h"
#include "rig/platform/child_watch.h"
#include "rig/platform/own_process.h"
#include "rig/platform/process_stat.h"
#include "rig/platform/spawn.h"
#include "rig/spawner_thread.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace rig {
namespace {

ringlib::Unexpected cannot_start(const std::filesystem::path& program, int os_errno)
{
    using ringlib::Errc;
    const Errc code = os_errno == ENOENT ? Errc::NotFound
        : os_errno == EMFILE             ? Errc::TooManyOpenFiles
                                         : Errc::Os;
    return ringlib::Unexpected{ringlib::Error{.code = code,
        .os_errno = os_errno,
        .detail
        = program.string() + " cannot be started: " + std::generic_category().message(os_errno),
        .missing = {},
        .alert = {},
        .ring = {}}};
}

std::vector<std::string> read_lines(LineReader& reader, int descriptor)
{
    if (reader.at_end()) {
        return {};
    }
    std::vector<std::string> lines = reader.read_available(descriptor);
    if (reader.at_end() && !reader.remainder().empty()) {
        lines.push_back(reader.remainder());
    }
    return lines;
}

}  // namespace

std::string ExitStatus::text() const
{
    if (signal != 0) {
        const char* const name = signal_name(signal);
        return name != nullptr ? "killed by SIG" + std::string(name)
                               : "killed by signal " + std::to_string(signal);
    }
    if (code < 0) {
        return "ended, its exit code was taken by another part of this program";
    }
    const std::string_view meaning = meaning_of_exit(code);
    return "exit " + std::to_string(code) + (meaning.empty() ? "" : ": " + std::string(meaning));
}

ringlib::Expected<std::filesystem::path> find_worker_program()
{
    const char* const named
        = std::getenv("RINGSCOPE_WORKER");  // NOLINT(concurrency-mt-unsafe): nobody changes it
    std::error_code ignored;
    const std::filesystem::path program = named != nullptr
        ? std::filesystem::path(named)
        : own_program().replace_filename("ringworker");
    if (!std::filesystem::is_regular_file(program, ignored)
        || ::access(program.c_str(), X_OK) != 0) {
        return ringlib::Unexpected{ringlib::Error{.code = ringlib::Errc::NotFound,
            .os_errno = errno,
            .detail = "no program '" + program.string() + '\''
                + (named != nullptr ? " (RINGSCOPE_WORKER names it)"
                                    : " (install it there, or name it in RINGSCOPE_WORKER)"),
            .missing = {},
            .alert = {},
            .ring = {}}};
    }
    return program;
}

ringlib::Expected<WorkerProcess> WorkerProcess::start(const std::filesystem::path& program,
    const std::vector<std::string>& arguments, std::string_view first_line)
{
    Pipe input;
    Pipe output;
    Pipe errors;
    // Only our end of stdin: each end of a pipe has its own flags, so the child's still waits.
    if (!open_pipe(input) || !open_pipe(output) || !open_pipe(errors)
        || ::fcntl(input.write.get(), F_SETFL, O_NONBLOCK) != 0) {
        return cannot_start(program, errno);
    }
    WorkerProcess child;
    child.m_stdin = std::move(input.write);
    if (!first_line.empty() && !child.send_line(first_line)) {
        return cannot_start(program, errno);
    }
    const SpawnSettings settings(input, output, errors);
    int failed = 0;
    on_spawner_thread([&] { failed = settings.spawn(child.m_pid, program, arguments); });
    if (failed != 0) {
        return cannot_start(program, failed);
    }
    child.m_pidfd = watch_child(child.m_pid);  // ours and not reaped: the right one
    if (!lift(child.m_pidfd)) {
        const int error = errno;
        ::kill(child.m_pid, SIGKILL);
        ::waitpid(child.m_pid, nullptr, 0);
        return cannot_start(program, error);
    }
    child.m_stdout = std::move(output.read);
    child.m_stderr = std::move(errors.read);
    return child;
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept = default;

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept
{
    if (this != &other) {
        kill_and_reap();
        m_pid = other.m_pid;
        m_pidfd = std::move(other.m_pidfd);
        m_stdin = std::move(other.m_stdin);
        m_stdout = std::move(other.m_stdout);
        m_stderr = std::move(other.m_stderr);
        m_output = std::move(other.m_output);
        m_errors = std::move(other.m_errors);
        m_exit = other.m_exit;
    }
    return *this;
}

WorkerProcess::~WorkerProcess()
{
    kill_and_reap();
}

void WorkerProcess::kill_and_reap() noexcept
{
    if (m_pidfd && !m_exit) {
        signal(SIGKILL);
        siginfo_t info{};
        reap(m_pidfd.get(), info, WEXITED);
    }
    m_pidfd.close();
}

ProcessState WorkerProcess::state() const
{
    if (m_exit || has_ended(m_pidfd.get(), 0)) {
        return ProcessState::Exited;
    }
    // Nobody has reaped it, so its pid is still its own.
    const auto stat = read_process_stat(m_pid);
    return stat && stat->is_stopped() ? ProcessState::Stopped : ProcessState::Running;
}

bool WorkerProcess::signal(int number)
{
    return !m_exit && send_signal(m_pidfd.get(), number);
}

bool WorkerProcess::send_line(std::string_view line)
{
    const std::string whole = std::string(line) + '\n';
    if (!m_stdin || whole.size() > PIPE_BUF) {
        return false;
    }
    const NoBrokenPipeSignal guard;
    // Up to PIPE_BUF a pipe takes all of it or nothing.
    return ::write(m_stdin.get(), whole.data(), whole.size()) == static_cast<ssize_t>(whole.size());
}

std::vector<std::string> WorkerProcess::read_output()
{
    return read_lines(m_output, m_stdout.get());
}

std::vector<std::string> WorkerProcess::read_errors()
{
    return read_lines(m_errors, m_stderr.get());
}

std::optional<ExitStatus> WorkerProcess::exit_status()
{
    if (m_exit || !has_ended(m_pidfd.get(), 0)) {
        return m_exit;
    }
    siginfo_t info{};
    if (reap(m_pidfd.get(), info, WEXITED | WNOHANG) != 0) {
        m_exit = ExitStatus{.code = -1};
    } else if (info.si_code == CLD_EXITED) {
        m_exit = ExitStatus{.code = info.si_status};
    } else {
        m_exit = ExitStatus{.signal = info.si_status};
    }
    return m_exit;
}

std::optional<ExitStatus> WorkerProcess::wait(std::chrono::nanoseconds timeout)
{
    using Clock = std::chrono::steady_clock;
    using std::chrono::milliseconds;
    const auto limit = Clock::now() + timeout;
    while (!m_exit) {
        const auto left = std::chrono::ceil<milliseconds>(limit - Clock::now());
        const auto step = std::clamp(left, milliseconds(0), milliseconds(INT_MAX));
        if (has_ended(m_pidfd.get(), static_cast<int>(step.count()))) {
            return exit_status();
        }
        if (left.count() <= 0) {
            break;
        }
    }
    return m_exit;
}

}  // namespace rig
