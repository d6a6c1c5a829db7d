// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/control_channel.h"
#include "rig/worker/worker_report.h"
#include "rig/worker/worker_signals.h"
#include "rig/worker_end.h"

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace rig {

/// What a running worker is told from outside: by signals, by commands, by the clock.
class Steering {
public:
    using Clock = std::chrono::steady_clock;
    using TimePoint = Clock::time_point;

    /// @param control nothing: no descriptor is read.
    explicit Steering(WorkerRole role, std::optional<ControlChannel> control = std::nullopt)
        : m_role(role)
        , m_control(std::move(control))
    {
    }

    /// The worker holds its place in the ring from `now` on; its time is up after `duration`.
    void joined(TimePoint now, std::optional<std::chrono::nanoseconds> duration);

    /// To be called between any two events: it costs two comparisons, and a look at the commands
    /// each millisecond.
    void look(TimePoint now)
    {
        if (now >= m_next_look || termination_requested()) {
            look_closely(now);
        }
    }
    /// Why to stop; nothing while it should go on.
    [[nodiscard]] std::optional<WorkerEnd> end() const { return m_end; }

    /// Until then, or a signal or a command, but at most 20 ms.
    void sleep_until(TimePoint until);
    /// Sleeps until then, or until there is an end; `meanwhile`: void(TimePoint now).
    template <typename F>
    void hold_until(TimePoint until, F&& meanwhile)
    {
        for (TimePoint now = Clock::now(); now < until && !m_end; now = Clock::now()) {
            sleep_until(until);
            look(Clock::now());
            meanwhile(now);
        }
    }

    /// A new rate or service time, once.
    [[nodiscard]] std::optional<Rate> take_rate() { return std::exchange(m_rate, std::nullopt); }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> take_work()
    {
        return std::exchange(m_work, std::nullopt);
    }
    [[nodiscard]] std::optional<double> take_factor()
    {
        return std::exchange(m_factor, std::nullopt);
    }
    /// A freeze or a crash waits for the next event.
    [[nodiscard]] bool has_disturbance() const { return m_freeze || m_crash; }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> take_freeze()
    {
        return std::exchange(m_freeze, std::nullopt);
    }
    [[nodiscard]] bool is_to_crash_at(CrashPoint point) const { return m_crash == point; }
    /// Dies there, if it was told to.
    void pass(CrashPoint point) const
    {
        if (m_crash == point) {
            if (m_last_words) {
                m_last_words(point);
            }
            die_here();
        }
    }
    /// What is done at the point of a crash, before it.
    void before_crash(std::function<void(CrashPoint)> last_words)
    {
        m_last_words = std::move(last_words);
    }

private:
    void look_closely(TimePoint now);
    void obey(const ControlCommand& command);
    void set(const SetCommand& command);
    void crash(CrashPoint at);

    WorkerRole m_role;
    std::optional<ControlChannel> m_control;
    TimePoint m_next_look = TimePoint::min();
    bool m_joined = false;
    TimePoint m_time_up = TimePoint::max();
    std::optional<WorkerEnd> m_end;
    std::optional<Rate> m_rate;
    std::optional<std::chrono::nanoseconds> m_work;
    std::optional<double> m_factor;
    std::optional<std::chrono::nanoseconds> m_freeze;
    std::optional<CrashPoint> m_crash;
    std::function<void(CrashPoint)> m_last_words;
};

}  // namespace rig
