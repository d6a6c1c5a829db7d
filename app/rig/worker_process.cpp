// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_process.h"

#include "rig/exit_code.h"
#include "rig/process_stat.h"
#include "rig/spawner_thread.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>  // sigabbrev_np
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

extern "C" {  // glibc 2.36 leaves it out there, which makes these functions C++ ones
#include <sys/pidfd.h>
}

namespace rig {
namespace {

constexpr int kFirstOtherDescriptor = STDERR_FILENO + 1;

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

struct Pipe {
    Descriptor read;
    Descriptor write;
};

// Never 0, 1 or 2, also where the caller has closed his own: the child's three are put there one by
// one, and the second must not overwrite what the first came from. And what is ours must not lie
// where somebody will write to stdout.
bool lift(Descriptor& descriptor)
{
    if (descriptor && descriptor.get() < kFirstOtherDescriptor) {
        descriptor = Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, kFirstOtherDescriptor));
    }
    return static_cast<bool>(descriptor);
}

bool open_pipe(Pipe& pipe)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return false;
    }
    pipe.read = Descriptor(ends[0]);
    pipe.write = Descriptor(ends[1]);
    return lift(pipe.read) && lift(pipe.write);
}

/// How a child comes to life: its three descriptors and no others, no signal blocked or ignored,
/// and a process group of its own, so that Ctrl-C in a terminal is left to whoever started it.
class SpawnSettings {
public:
    SpawnSettings(const Pipe& input, const Pipe& output, const Pipe& errors)
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawnattr_init(&m_attributes);
        add(::posix_spawn_file_actions_adddup2(&m_actions, input.read.get(), STDIN_FILENO));
        add(::posix_spawn_file_actions_adddup2(&m_actions, output.write.get(), STDOUT_FILENO));
        add(::posix_spawn_file_actions_adddup2(&m_actions, errors.write.get(), STDERR_FILENO));
        add(::posix_spawn_file_actions_addclosefrom_np(&m_actions, kFirstOtherDescriptor));
        sigset_t signals;
        ::sigemptyset(&signals);
        add(::posix_spawnattr_setsigmask(&m_attributes, &signals));
        ::sigfillset(&signals);
        add(::posix_spawnattr_setsigdefault(&m_attributes, &signals));
        add(::posix_spawnattr_setpgroup(&m_attributes, 0));
        add(::posix_spawnattr_setflags(
            &m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    SpawnSettings(SpawnSettings&&) = delete;
    SpawnSettings& operator=(SpawnSettings&&) = delete;
    ~SpawnSettings()
    {
        ::posix_spawn_file_actions_destroy(&m_actions);
        ::posix_spawnattr_destroy(&m_attributes);
    }

    /// @returns 0, or the errno.
    [[nodiscard]] int spawn(pid_t& pid, const std::filesystem::path& program,
        const std::vector<std::string>& arguments) const
    {
        if (m_error != 0) {
            return m_error;
        }
        std::vector<std::string> words{program.string()};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char*> argv;
        argv.reserve(words.size() + 1);
        for (std::string& word : words) {
            argv.push_back(word.data());
        }
        argv.push_back(nullptr);
        return ::posix_spawn(
            &pid, program.c_str(), &m_actions, &m_attributes, argv.data(), ::environ);
    }

private:
    void add(int error) { m_error = m_error == 0 ? error : m_error; }

    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
    int m_error = 0;
};

/// While it lives, a write of this thread to a pipe without a reader is only an error.
class NoBrokenPipeSignal {
public:
    NoBrokenPipeSignal()
    {
        ::sigemptyset(&m_pipe);
        ::sigaddset(&m_pipe, SIGPIPE);
        sigset_t pending;
        ::sigpending(&pending);
        m_was_pending = ::sigismember(&pending, SIGPIPE) == 1;
        ::pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal(NoBrokenPipeSignal&&) = delete;
    NoBrokenPipeSignal& operator=(NoBrokenPipeSignal&&) = delete;
    ~NoBrokenPipeSignal()
    {
        const int kept_errno = errno;
        const timespec no_time{};
        while (!m_was_pending && ::sigtimedwait(&m_pipe, nullptr, &no_time) < 0 && errno == EINTR) {
        }
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
        errno = kept_errno;
    }

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
    bool m_was_pending = false;
};

int retried_waitid(int pidfd, siginfo_t& info, int options)
{
    int result = 0;
    do {
        result = ::waitid(P_PIDFD, static_cast<id_t>(pidfd), &info, options);
    } while (result != 0 && errno == EINTR);
    return result;
}

/// @param limit_ms -1: without limit.
bool has_ended(int pidfd, int limit_ms)
{
    pollfd ended{.fd = pidfd, .events = POLLIN, .revents = 0};
    return ::poll(&ended, 1, limit_ms) == 1;
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
        const char* const name = ::sigabbrev_np(signal);
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
        : std::filesystem::read_symlink("/proc/self/exe", ignored).replace_filename("ringworker");
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
    child.m_pidfd = Descriptor(::pidfd_open(child.m_pid, 0));  // ours and not reaped: the right one
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
        retried_waitid(m_pidfd.get(), info, WEXITED);
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
    return !m_exit && ::pidfd_send_signal(m_pidfd.get(), number, nullptr, 0) == 0;
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
    if (retried_waitid(m_pidfd.get(), info, WEXITED | WNOHANG) != 0) {
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
