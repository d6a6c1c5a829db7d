// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>

namespace ringlib::simulation {

inline constexpr std::chrono::nanoseconds kNever = std::chrono::nanoseconds::max();

/// When a simulated process does its next step: when it wants to, and the machine lets it.
class Process {
public:
    [[nodiscard]] std::chrono::nanoseconds wants_at() const noexcept { return m_wants_at; }
    [[nodiscard]] std::chrono::nanoseconds runs_at() const noexcept
    {
        return std::max(m_wants_at, m_runs_from);
    }
    void sleep_until(std::chrono::nanoseconds then) noexcept { m_wants_at = then; }
    void wake_at(std::chrono::nanoseconds then) noexcept
    {
        m_wants_at = std::min(m_wants_at, then);
    }
    /// Without the processor until then: frozen, starved, or paused with its machine.
    void hold_until(std::chrono::nanoseconds then) noexcept
    {
        m_runs_from = std::max(m_runs_from, then);
    }
    /// SIGSTOP, and SIGCONT then.
    void stop_until(std::chrono::nanoseconds then) noexcept
    {
        m_stopped_until = std::max(m_stopped_until, then);
        hold_until(then);
    }
    [[nodiscard]] bool is_stopped(std::chrono::nanoseconds now) const noexcept
    {
        return now < m_stopped_until;
    }
    void let_run() noexcept { m_runs_from = m_stopped_until = {}; }

private:
    std::chrono::nanoseconds m_wants_at = kNever;
    std::chrono::nanoseconds m_runs_from{};
    std::chrono::nanoseconds m_stopped_until{};
};

}  // namespace ringlib::simulation
