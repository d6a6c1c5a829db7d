// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/platform/process_stat.h"
#include "rig/worker_process.h"

#include <chrono>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace ringtest {

inline constexpr std::chrono::seconds kWatchdog{50};

/// Waits for a condition, with a generous watchdog. @returns what it came to.
inline bool eventually(const std::function<bool()>& condition)
{
    const auto limit = std::chrono::steady_clock::now() + kWatchdog;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > limit) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

inline rig::WorkerProcess started(
    const std::filesystem::path& program, const std::vector<std::string>& arguments = {})
{
    auto process = rig::WorkerProcess::start(program, arguments);
    if (!process) {
        ADD_FAILURE() << process.error().message();
        std::abort();
    }
    return std::move(*process);
}

/// RINGSCOPE_WORKER, as long as it lives.
class WorkerVariable {
public:
    explicit WorkerVariable(const std::string& program)
    {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread runs
        ::setenv("RINGSCOPE_WORKER", program.c_str(), 1);
    }
    WorkerVariable(const WorkerVariable&) = delete;
    WorkerVariable& operator=(const WorkerVariable&) = delete;
    WorkerVariable(WorkerVariable&&) = delete;
    WorkerVariable& operator=(WorkerVariable&&) = delete;
    ~WorkerVariable()
    {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread runs
        ::unsetenv("RINGSCOPE_WORKER");
    }
};

/// One that nobody has reaped yet is dead too.
inline bool is_dead(pid_t pid)
{
    const auto stat = rig::read_process_stat(pid);
    return !stat || stat->is_dead();
}

}  // namespace ringtest
