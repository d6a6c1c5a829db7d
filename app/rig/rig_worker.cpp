// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/rig_worker.h"

#include <utility>

namespace rig {
namespace {

using scenario::WorkerPhase;

constexpr std::string_view kErrorPrefix = "ringworker: ";

scenario::Time time_of(RigWorker::TimePoint at)
{
    return at.time_since_epoch();
}

/// What one line changes.
struct Reader {
    scenario::WorkerObservation& seen;
    RigWorker::TimePoint now;

    void operator()(const ReadyLine&) const { seen.ready_at = time_of(now); }
    void operator()(const ProgressLine& line) const { seen.totals = line.totals; }
    void operator()(const AlertLine& line) const
    {
        seen.alerts.push_back({.consumer = line.consumer,
            .at = time_of(now),
            .stalled_for = line.stalled_for,
            .died = line.died});
    }
    void operator()(const RefusedLine& line) const { seen.error = line.error; }
    void operator()(const WorkerSummary& line) const
    {
        seen.totals = line.totals;
        seen.end = line.end;
    }
    void operator()(const FreezeLine&) const { }
    void operator()(const CrashLine&) const { }
};

template <typename Line>
void keep(const WorkerLine& line, std::optional<Line>& place)
{
    if (const auto* found = std::get_if<Line>(&line)) {
        place = *found;
    }
}

}  // namespace

RigWorker::RigWorker(std::string name, WorkerProcess process, TimePoint started_at)
    : m_process(std::move(process))
{
    m_seen.name = std::move(name);
    m_seen.pid = m_process.pid();
    m_seen.started_at = time_of(started_at);
}

void RigWorker::look(TimePoint now, const Listener& listener)
{
    // The end first: what was written before it is then all there.
    note_state(now);
    for (const std::string& line : m_process.read_output()) {
        if (listener) {
            listener(*this, Stream::Output, line);
        }
        take(line, now);
    }
    for (std::string& line : m_process.read_errors()) {
        if (listener) {
            listener(*this, Stream::Errors, line);
        }
        take_error(std::move(line));
    }
    if (!m_exit) {
        m_seen.phase = m_state == ProcessState::Stopped ? WorkerPhase::Stopped
            : is_ready()                                ? WorkerPhase::Running
                                                        : WorkerPhase::Starting;
    }
}

void RigWorker::note_state(TimePoint now)
{
    if (m_exit) {
        return;
    }
    m_exit = m_process.exit_status();
    m_state = m_process.state();
    if (m_exit) {
        m_seen.phase = WorkerPhase::Exited;
        m_seen.exited_at = time_of(now);
        m_seen.exit_code = m_exit->code;
        m_seen.exit_signal = m_exit->signal;
    }
}

void RigWorker::take(const std::string& line, TimePoint now)
{
    if (const auto said = parse_worker_line(line)) {
        std::visit(Reader{m_seen, now}, *said);
        keep(*said, m_summary);
        keep(*said, m_refusal);
        keep(*said, m_freeze);
        m_freezes += std::holds_alternative<FreezeLine>(*said) ? 1U : 0U;
        keep(*said, m_crash);
    }
}

// After an error that it names may come its usage.
void RigWorker::take_error(std::string line)
{
    std::string& last = m_seen.last_error;
    if (line.starts_with(kErrorPrefix) || !last.starts_with(kErrorPrefix)) {
        last = std::move(line);
    }
}

}  // namespace rig
