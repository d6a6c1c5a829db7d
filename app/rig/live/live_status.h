// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/fault.h"
#include "rig/rig_worker.h"
#include "rig/scenario/observations.h"
#include "rig/topology.h"
#include "rig/worker/worker_options.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is known of a live rig: values, copied.
namespace rig {

enum class LivePhase : std::uint8_t {
    Starting,  ///< somebody is not ready yet
    Running,
    Ending,
    Ended  ///< nobody of it runs, and its ring is removed
};

/// A place in the rig, and the last process that had it.
struct LiveWorker {
    std::string name;  ///< kProducerName, or the consumer's id
    bool planned = true;  ///< false: a fault brought it
    bool required = false;
    /// Of its process; `pid` is 0 while none was started.
    scenario::WorkerObservation seen;
    char kernel_state = '?';  ///< R, S, T…
    std::string exit;  ///< in words; empty while it runs
    std::optional<double> events_per_s;
    Rate rate;  ///< of a producer
    std::chrono::nanoseconds work{};  ///< of a consumer
    std::string command;  ///< that starts it by hand; empty for who was not planned

    [[nodiscard]] bool runs() const { return seen.pid != 0 && exit.empty(); }
};

/// One fault on one target, from the request to the recovery.
struct LiveFault {
    Fault fault;
    scenario::FaultObservation seen;
    std::optional<scenario::Time> planned_end;  ///< once it is proven, if it has a duration
    std::optional<scenario::Time> recovered;  ///< the ring is as full again as it was before
    bool refuted = false;  ///< not proven in its time, and taken back

    /// Something is to be healed.
    [[nodiscard]] bool is_active() const { return !seen.is_over; }
};

/// Something that happened, in the order in which it was seen.
struct LiveEvent {
    enum class Kind : std::uint8_t { Started, Ended, Changed, Alert, Trouble };

    std::uint64_t number = 0;  ///< counts from 1
    Kind kind{};
    scenario::Time at{};
    std::string worker = {};  ///< empty: nobody in particular
    std::string text;
    std::optional<scenario::Time> full_since = {};  ///< of an alert: the ring
};

/// A line that a worker wrote.
struct OutputLine {
    scenario::Time at{};
    std::string worker;
    pid_t pid = 0;
    bool is_error = false;  ///< from its stderr
    std::string text;  ///< as it is: not safe to show
};

struct LiveStatus {
    RingTarget ring;
    LivePhase phase{};
    scenario::Time started{};
    Topology topology;  ///< with what was changed meanwhile
    std::string trouble;  ///< why it could not be started
    scenario::RingObservation seen;
    std::vector<LiveWorker> workers;  ///< the producer first, then as planned, then others
    std::vector<LiveFault> faults;  ///< in the order of the requests
    std::vector<LiveEvent> events;  ///< of late; the oldest go

    [[nodiscard]] const LiveWorker* find_worker(std::string_view name) const;
    [[nodiscard]] const LiveFault* find_fault(std::string_view id) const;
    /// The last one that is to be healed.
    [[nodiscard]] const LiveFault* find_active(FaultKind kind, std::string_view target) const;
    [[nodiscard]] std::size_t active_faults() const;
};

/// "stall cp_1", "unlink the ring": what and to whom, printable where the name is.
[[nodiscard]] std::string name_of(const Fault& fault);
/// "stall cp_1", "slow cp_1 ×10", "crash cp_1 at lease", "unlink the ring".
[[nodiscard]] std::string to_text(const Fault& fault);

}  // namespace rig
