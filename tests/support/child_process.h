// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace ringtest {

/// A real process: spawned, never forked from the test, and ended with the object.
class ChildProcess {
public:
    explicit ChildProcess(const std::vector<std::string>& arguments);
    /// With a stdin of its own: `input` lies there before it begins, and it stays open.
    ChildProcess(const std::vector<std::string>& arguments, std::string_view input);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// The next line of its output; empty at the end of it. Gives up, loudly, after the watchdog.
    std::string read_line();
    /// All output that is left, and the exit code; minus the signal when it was killed.
    struct Outcome {
        std::string output;
        int code;
    };
    Outcome wait();
    void signal(int number) const;

private:
    void spawn(const std::vector<std::string>& arguments, int input);
    bool fill_buffer();

    pid_t m_pid = -1;
    int m_input = -1;
    int m_output = -1;
    std::string m_buffer;
};

}  // namespace ringtest
