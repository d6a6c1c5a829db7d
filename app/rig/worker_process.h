// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/descriptor.h"
#include "rig/line_reader.h"

#include <ringlib/error.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace rig {

/// How a process ended.
struct ExitStatus {
    int code = 0;  ///< of an exit; meaningless after a signal; -1: somebody else took the status
    int signal = 0;  ///< that killed it; 0 for an exit

    [[nodiscard]] bool is_success() const { return signal == 0 && code == 0; }
    /// "exit 3: the stream ended abnormally", "killed by SIGKILL".
    [[nodiscard]] std::string text() const;
    friend bool operator==(const ExitStatus&, const ExitStatus&) = default;
};

enum class ProcessState { Running, Stopped, Exited };

/// What RINGSCOPE_WORKER names, or else `ringworker` beside the running program.
/// @errors NotFound: no such program, naming where it was looked for.
[[nodiscard]] ringlib::Expected<std::filesystem::path> find_worker_program();

/// One child process: pipes to its stdin and from its stdout and stderr, in a process group of its
/// own, without a shell. Signals go through its pidfd, so never to another process that got the
/// same pid. Killed with the object if it still runs.
///
/// Thread: one at a time; it may be started from any. A worker with `--control` dies with this
/// program, however that ends.
class WorkerProcess {
public:
    /// @param first_line lies on its stdin before it begins, so that it is obeyed before anything
    ///        else; empty: nothing does.
    /// @errors NotFound: no such program. Os, TooManyOpenFiles: it cannot be started.
    [[nodiscard]] static ringlib::Expected<WorkerProcess> start(
        const std::filesystem::path& program, const std::vector<std::string>& arguments,
        std::string_view first_line = {});

    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;
    WorkerProcess(WorkerProcess&& other) noexcept;
    WorkerProcess& operator=(WorkerProcess&& other) noexcept;
    ~WorkerProcess();

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// By the kernel: Stopped only when it really stands.
    [[nodiscard]] ProcessState state() const;
    /// False: it has ended.
    bool signal(int number);
    /// A line to its stdin, with the line's end added. Never waits, and no SIGPIPE.
    /// False: nothing of it was taken, because the process reads no more, or not yet what it was
    /// sent before; or the line is longer than a pipe takes as a whole (PIPE_BUF).
    bool send_line(std::string_view line);
    void close_stdin() { m_stdin.close(); }

    /// The lines that came since the last call, at its end also what has no line's end; never
    /// waits.
    [[nodiscard]] std::vector<std::string> read_output();
    [[nodiscard]] std::vector<std::string> read_errors();
    /// Nothing while it runs. What it wrote before can still be read afterwards.
    [[nodiscard]] std::optional<ExitStatus> exit_status();
    /// Waits at most that long for its end.
    [[nodiscard]] std::optional<ExitStatus> wait(std::chrono::nanoseconds timeout);

private:
    WorkerProcess() = default;
    void kill_and_reap() noexcept;

    pid_t m_pid = -1;
    Descriptor m_pidfd;  // none: moved from, or never started
    Descriptor m_stdin;
    Descriptor m_stdout;
    Descriptor m_stderr;
    LineReader m_output;
    LineReader m_errors;
    std::optional<ExitStatus> m_exit;
};

}  // namespace rig
