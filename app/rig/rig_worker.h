// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/observations.h"
#include "rig/worker_lines.h"
#include "rig/worker_process.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rig {

/// One worker that this program started: what the kernel says about it, and what it says itself.
class RigWorker {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    enum class Stream { Output, Errors };
    /// Told each line as it is read.
    using Listener = std::function<void(const RigWorker&, Stream, std::string_view line)>;

    /// @param name kProducerName, or the consumer's id.
    RigWorker(std::string name, WorkerProcess process, TimePoint started_at);

    /// Asks the kernel, and reads what was written since the last look. Never waits.
    void look(TimePoint now, const Listener& listener = {});

    /// When its next alert really was: the ring knows better than whoever reads the line.
    void date_alert(scenario::Time at) { m_seen.alerts.at(m_dated_alerts++).at = at; }
    [[nodiscard]] std::size_t dated_alerts() const { return m_dated_alerts; }

    [[nodiscard]] const std::string& name() const { return m_seen.name; }
    /// As of the last look; without `waiting_for`.
    [[nodiscard]] const scenario::WorkerObservation& seen() const { return m_seen; }
    [[nodiscard]] bool is_ready() const { return m_seen.ready_at.has_value(); }
    [[nodiscard]] bool has_ended() const { return m_exit.has_value(); }
    [[nodiscard]] const std::optional<ExitStatus>& exit() const { return m_exit; }
    [[nodiscard]] ProcessState state() const { return m_state; }
    [[nodiscard]] const std::optional<WorkerSummary>& summary() const { return m_summary; }
    [[nodiscard]] const std::optional<RefusedLine>& refusal() const { return m_refusal; }
    [[nodiscard]] const std::optional<FreezeLine>& last_freeze() const { return m_freeze; }
    [[nodiscard]] std::size_t freezes() const { return m_freezes; }
    [[nodiscard]] const std::optional<CrashLine>& crash() const { return m_crash; }
    /// Its last error; its last line on stderr while there is none.
    [[nodiscard]] const std::string& last_error() const { return m_seen.last_error; }
    [[nodiscard]] WorkerProcess& process() { return m_process; }

private:
    void take(const std::string& line, TimePoint now);
    void take_error(std::string line);
    void note_state(TimePoint now);

    WorkerProcess m_process;
    scenario::WorkerObservation m_seen;
    ProcessState m_state = ProcessState::Running;
    std::optional<ExitStatus> m_exit;
    std::optional<WorkerSummary> m_summary;
    std::optional<RefusedLine> m_refusal;
    std::optional<FreezeLine> m_freeze;
    std::size_t m_freezes = 0;
    std::size_t m_dated_alerts = 0;
    std::optional<CrashLine> m_crash;
};

}  // namespace rig
