// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/process_facts.h"
#include "monitor/ring_details.h"
#include "monitor/ring_model.h"
#include "monitor/watch_listener.h"

#include <ringlib/observer.h>

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace monitor {

struct RingWatchOptions {
    RingModelOptions model;
    Duration facts_interval
        = std::chrono::milliseconds(100);  ///< /proc is asked at most that often
    Duration attach_interval
        = std::chrono::milliseconds(200);  ///< an absent ring is looked for that often
    std::optional<uid_t> allowed_owner;  ///< whose rings are looked at beside the own
};

/// One ring of one name, read-only: finds it, reads it, notices that it went or was replaced, finds
/// the next one.
///
/// Thread: one at a time. Never waits.
class RingWatch {
public:
    /// @param listener is told everything the model is; must outlive this. May be nullptr.
    explicit RingWatch(
        std::string ring, RingWatchOptions options = {}, WatchListener* listener = nullptr);

    /// Looks at the ring once, at the time of the call.
    /// @returns true when a sample was taken; reading() is new either way.
    bool tick();
    /// Reads what lies beside the snapshots, unless there is no ring now: then `out` stays.
    /// Cost: a pread of 10 KiB for each endpoint with latencies, and some more.
    void read_details(RingDetails& out);
    /// Applies the rules to what was sampled, whenever they were applied last.
    void evaluate() { m_model.evaluate(m_model.reading().sampled_at); }

    [[nodiscard]] const RingReading& reading() const noexcept { return m_model.reading(); }
    /// Why the last tick took no sample.
    [[nodiscard]] const std::optional<ringlib::Error>& error() const noexcept { return m_error; }

private:
    bool attach(TimePoint now);
    void advance(TimePoint time);
    void tell_lost(const ringlib::Error& why, TimePoint now);
    void lose(ringlib::Error why, TimePoint now);
    [[nodiscard]] bool is_abandoned() const;
    void ask_for_processes();

    RingWatchOptions m_options;
    WatchListener* m_listener;
    std::string m_ring;
    std::optional<ringlib::RingObserver> m_observer;
    ringlib::RingSnapshot m_snapshot;
    ProcessFacts m_facts;
    std::vector<ProcessFacts::Process> m_processes;
    RingModel m_model;
    std::optional<ringlib::Error> m_error;
    std::optional<TimePoint> m_next_attach;
    std::optional<TimePoint> m_next_facts;
    std::optional<TimePoint> m_next_name_check;
};

}  // namespace monitor
