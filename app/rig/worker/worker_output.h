// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/worker_report.h"

#include <chrono>
#include <string>
#include <string_view>

namespace rig {

/// One line on stderr: "ringworker: <what>". Control characters are escaped.
void complain(std::string_view what);

/// A worker's stdout: says what happens when it is time for it.
class WorkerOutput {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// What is said beside the rest.
    struct Says {
        bool progress = true;
        bool refusal = false;  ///< for a program that reads it; people have stderr
    };
    WorkerOutput(int descriptor, WorkerIdentity who, Says says);

    /// The seconds count from here.
    void ready(const WorkerPlace& place, TimePoint now);
    /// Each second.
    [[nodiscard]] bool progress_is_due(TimePoint now) const { return now >= m_next_progress; }
    /// Left out when nobody reads, so that no ring waits for it.
    void progress(const WorkerTotals& totals, TimePoint now);
    void alert(const ringlib::RequiredConsumerAlert& alert);
    /// @param sequence of the first event that it has in its hands.
    void freeze(std::chrono::nanoseconds duration, std::int64_t sequence);
    void crash(CrashPoint at);
    /// The ring's word for why it goes no further, as a program reads it.
    void refused(const ringlib::Error& error);
    void summary(const WorkerTotals& totals, WorkerEnd end, TimePoint now);

    /// A line could not be written, which stderr has been told: there is no use in going on.
    [[nodiscard]] bool is_broken() const { return m_broken; }

private:
    void write_line(std::string line);

    int m_descriptor;
    WorkerIdentity m_who;
    Says m_says;
    bool m_broken = false;
    TimePoint m_ready_at;
    TimePoint m_next_progress = TimePoint::max();
    TimePoint m_last_progress;
    std::uint64_t m_last_events = 0;
};

}  // namespace rig
