// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace ringbench {

/// A program that must run beside a measurement, from its first line with `ready` in it until this
/// goes.
class Daemon {
public:
    Daemon(const std::string& program, const std::string& ready)
    {
        std::array<int, 2> out{};
        if (::pipe2(out.data(), O_CLOEXEC) != 0) {
            return;
        }
        posix_spawn_file_actions_t actions{};
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, out[1], STDERR_FILENO);
        std::string name = program;
        const std::array<char*, 2> arguments{name.data(), nullptr};
        if (::posix_spawnp(&m_pid, program.c_str(), &actions, nullptr, arguments.data(), environ)
            != 0) {
            m_pid = -1;
        }
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(out[1]);
        m_output = ::fdopen(out[0], "r");
        std::array<char, 512> line{};
        while (m_pid > 0 && !m_ready
            && std::fgets(line.data(), int{line.size()}, m_output) != nullptr) {
            m_ready = std::strstr(line.data(), ready.c_str()) != nullptr;
        }
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;
    Daemon(Daemon&&) = delete;
    Daemon& operator=(Daemon&&) = delete;
    ~Daemon()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGTERM);
            ::waitpid(m_pid, nullptr, 0);
        }
        if (m_output != nullptr) {
            std::fclose(m_output);
        }
    }
    [[nodiscard]] bool is_ready() const { return m_ready; }

private:
    pid_t m_pid = -1;
    std::FILE* m_output = nullptr;
    bool m_ready = false;
};

}  // namespace ringbench
