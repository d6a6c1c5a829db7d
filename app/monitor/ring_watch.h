// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/process_facts.h"
#include "monitor/ring_details.h"
#include "monitor/ring_model.h"
#include "monitor/ring_reader.h"
#include "monitor/ring_source.h"
#include "monitor/watch_listener.h"

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace monitor {

struct RingWatchOptions {
    RingModelOptions model;
    /// The name, the locks, the counters and /proc are looked at that often; positions at each
    /// tick.
    Duration facts_interval = std::chrono::milliseconds(100);
    Duration attach_interval
        = std::chrono::milliseconds(200);  ///< an absent ring is looked for that often
    std::optional<uid_t> allowed_owner;  ///< whose rings are looked at beside the own
    OpenRingSource open = open_observer;
};

/// One ring of one name, read-only: finds it, reads it, notices that it went or was replaced, finds
/// the next one.
///
/// A ring in a file may lie where a read hangs; then it is said not to answer, until it does.
///
/// Thread: one at a time. Waits for nothing but the answer of a file, and not longer than told.
class RingWatch {
public:
    /// A file that answers at all does so much sooner.
    static constexpr Duration kPatience = std::chrono::milliseconds(10);

    /// @param listener is told everything the model is; must outlive this. May be nullptr.
    explicit RingWatch(
        std::string ring, RingWatchOptions options = {}, WatchListener* listener = nullptr);

    /// Looks at the ring once, at the time of the call.
    /// @param deadline what a file has not answered by then is taken by a later tick.
    /// @returns true when a sample was taken; reading() is new either way.
    bool tick(TimePoint deadline);
    bool tick() { return tick(Clock::now() + kPatience); }
    /// Reads what lies beside the snapshots, unless there is no ring now, or its file does not
    /// answer: then `out` stays, and it returns false.
    /// Cost: a pread of 10 KiB for each endpoint with latencies, and some more.
    bool read_details(RingDetails& out);
    void set_facts_interval(Duration interval);
    /// Applies the rules to what was sampled, whenever they were applied last.
    void evaluate() { m_model.evaluate(m_model.reading().sampled_at); }

    [[nodiscard]] const RingReading& reading() const noexcept { return m_model.reading(); }
    /// Why the last tick took no sample.
    [[nodiscard]] const std::optional<ringlib::Error>& error() const noexcept { return m_error; }

private:
    [[nodiscard]] bool ask(TimePoint now);
    bool take(RingFound& found, bool whole, TimePoint now);
    void tell_silent(TimePoint now);
    void advance(const ringlib::RingSnapshot& snapshot, TimePoint time);
    void tell_lost(const ringlib::Error& why, TimePoint now);
    void lose(ringlib::Error why, TimePoint now);
    void ask_for_processes(const ringlib::RingSnapshot& snapshot);

    RingWatchOptions m_options;
    WatchListener* m_listener;
    std::string m_ring;
    RingReader m_reader;
    bool m_attached = false;
    ProcessFacts m_facts;
    std::vector<ProcessFacts::Process> m_processes;
    RingModel m_model;
    std::optional<ringlib::Error> m_error;
    std::optional<TimePoint> m_next_attach;
    std::optional<TimePoint> m_next_whole;
};

}  // namespace monitor
