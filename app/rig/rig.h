// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/crew.h"
#include "rig/faults/fault_run.h"
#include "rig/orderly_end.h"
#include "rig/ring_view.h"
#include "rig/scenario/actions.h"
#include "rig/scenario/observations.h"
#include "rig/topology.h"
#include "rig/worker_stops.h"

#include <ringlib/error.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rig {

struct RigOptions {
    std::filesystem::path program = {};  ///< the ringworker; empty: find_worker_program()
    /// Its ring's name in shared memory; empty: a new one. What lies there already and is held by
    /// nobody is removed.
    std::string ring = {};
    std::chrono::nanoseconds sampling_period = std::chrono::milliseconds(10);
    StartLimit limit = {};
    /// Told every line that a worker writes.
    RigWorker::Listener listener = {};
};

/// A rate or a service time that was changed while the rig ran.
struct LiveChange {
    scenario::Time at{};
    std::string worker;
    std::string what;  ///< "rate 200000", "work 5000ns"
};

/// Real processes around a real ring of their own, and what is done to them.
///
/// Whoever has one calls tick() at next_tick(), and the others between. Nothing waits, except
/// stop(). Only its own processes and its own ring are ever touched.
///
/// Thread: one at a time.
class Rig {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    explicit Rig(const Topology& topology, RigOptions options = {});
    Rig(const Rig&) = delete;
    Rig& operator=(const Rig&) = delete;
    Rig(Rig&&) = delete;
    Rig& operator=(Rig&&) = delete;
    ~Rig();  ///< stop()

    [[nodiscard]] const Topology& topology() const { return m_crew.topology(); }
    [[nodiscard]] const RingTarget& ring() const { return m_crew.ring(); }

    /// Starts everybody, but those whom one of `faults` keeps back.
    /// @errors no worker program, a ring of that name that is not to be removed, or a process that
    ///         cannot be started.
    [[nodiscard]] ringlib::Expected<void> start(
        const std::vector<scenario::PlannedFault>& faults = {});
    /// What becomes of it, also why it cannot be, is in the next observations.
    void inject(const scenario::PlannedFault& planned);
    void heal(std::string_view fault);
    /// As it was injected; nullptr: none has that id.
    [[nodiscard]] const Fault* find_fault(std::string_view id) const;
    /// All that were injected and are not healed.
    void heal_all();
    /// The stream ends, and everybody with it; see OrderlyEnd. Nothing is started any more.
    void end();
    /// The same in another time, also when it ends already.
    void end(OrderlyEnd how);
    /// Any of the above, as the engine of a scenario asks for it.
    [[nodiscard]] ringlib::Expected<void> perform(const scenario::Action& action);

    /// Whoever has that name in the topology, as it is planned by now. @errors it runs already, or
    /// it cannot be started.
    [[nodiscard]] ringlib::Expected<void> start_worker(std::string_view name);
    /// Tells it to end, and sees to it; see WorkerStops. @errors it does not run.
    [[nodiscard]] ringlib::Expected<void> stop_worker(std::string_view name);
    /// Starts it when it has ended; at once, if it does not run.
    [[nodiscard]] ringlib::Expected<void> restart_worker(std::string_view name);

    /// From now on this rate, or this service time, also of whoever is started in its place.
    /// @errors it does not run, or does not listen.
    [[nodiscard]] ringlib::Expected<void> set_rate(Rate rate);
    [[nodiscard]] ringlib::Expected<void> set_work(
        std::string_view consumer, std::chrono::nanoseconds work);
    [[nodiscard]] const std::vector<LiveChange>& changes() const { return m_changes; }

    /// Looks at everything, starts who is due, and takes every fault a step further.
    void tick(TimePoint now);
    [[nodiscard]] TimePoint next_tick() const { return m_last_tick + m_options.sampling_period; }
    /// As of the last tick. The states of consumers are the evaluator's to fill in, from
    /// snapshot().
    [[nodiscard]] scenario::Observations observe() const;
    [[nodiscard]] const ringlib::RingSnapshot* snapshot() const { return m_view.snapshot(); }
    /// Events per second that a worker made of late; nothing while that is not known.
    [[nodiscard]] std::optional<double> rate_of(std::string_view worker) const;
    /// All that were ever started, in that order.
    [[nodiscard]] std::vector<RigWorker*> workers() const { return m_crew.workers(); }

    /// Nobody of it runs.
    [[nodiscard]] bool has_ended() const { return m_crew.running() == 0; }
    /// Heals by ending: lets go who stands, ends everybody, kills who does not end, and removes
    /// what is left of the ring. Waits for it, at most a few seconds.
    void stop();

private:
    [[nodiscard]] Stage stage(TimePoint now);
    [[nodiscard]] ringlib::Expected<void> make_room() const;
    [[nodiscard]] ringlib::Expected<void> start_due(TimePoint now);
    [[nodiscard]] ringlib::Expected<void> command(
        std::string_view worker, const std::string& values, std::string what);
    void date_alerts();
    void measure(TimePoint now);

    RigOptions m_options;
    std::filesystem::path m_directory;  // of this rig alone
    int m_directory_error = 0;  // why there is none
    Crew m_crew;
    RingView m_view;
    std::vector<std::unique_ptr<FaultRun>> m_faults;
    std::set<std::string, std::less<>> m_kept_back;  // a fault starts them, or nobody does
    std::set<std::string, std::less<>> m_due_later;  // not started yet
    std::optional<TimePoint> m_started_at;
    std::optional<OrderlyEnd> m_end;
    WorkerStops m_stops;
    std::vector<LiveChange> m_changes;
    TimePoint m_last_tick;
    std::uint64_t m_ticks = 0;
    std::uint64_t m_missed = 0;
    std::chrono::nanoseconds m_overshoot{};
    bool m_stopped = false;
};

}  // namespace rig
