// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/stream_check.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

/// What the engine of a scenario is told at each tick. Values only: whoever sees a rig, real or
/// simulated, fills them in.
namespace rig::scenario {

/// An instant of CLOCK_MONOTONIC, as every time in a ring.
using Time = std::chrono::nanoseconds;

struct ConsumerObservation {
    std::string id;  ///< as in the segment
    std::string state;  ///< as the evaluator calls it: "OK", "GATING", "STOPPED"
    std::int64_t cursor = -1;  ///< last consumed; -1: none
    std::uint64_t lag_events = 0;
    std::uint64_t slot_generation = 0;  ///< +1 per attachment of the slot
    Time joined_at{};
    bool alive = false;  ///< by the kernel's lock
};

struct RingObservation {
    bool attached = false;  ///< false: the numbers are the last ones read
    std::string state;  ///< as the monitor calls it: "LIVE", "TRUNCATED"
    std::string reason;  ///< why, for a state that is not good
    std::string instance;  ///< another one: the ring was replaced
    std::int64_t published = -1;  ///< last published; -1: none
    std::uint64_t capacity = 0;
    std::uint64_t used = 0;
    std::uint64_t epoch = 0;  ///< +1 per producer
    bool producer_alive = false;
    std::optional<Time> blocked_since;  ///< as the producer itself noted it
    std::string gated_by;  ///< while blocked
    std::string stream_end;  ///< "Closed", "RequiredConsumerFailed"; empty: it goes on
    std::vector<ConsumerObservation> consumers;
};

/// What a producer said about a required consumer.
struct AlertObservation {
    std::string consumer;
    Time at{};  ///< as the ring's blackbox has it; when it was read where that is not known
    Time stalled_for{};
    bool died = false;
};

enum class WorkerPhase : std::uint8_t {
    Starting,  ///< not attached yet
    Running,  ///< it said that it is ready
    Stopped,  ///< by the kernel
    Exited
};

/// One process. A name that was started again has several, in the order of their start.
struct WorkerObservation {
    std::string name;  ///< "producer", or a consumer's id
    pid_t pid = 0;
    WorkerPhase phase = WorkerPhase::Starting;
    std::string waiting_for;  ///< while it starts
    Time started_at{};
    std::optional<Time> ready_at;
    std::optional<Time> exited_at;
    int exit_code = 0;  ///< of an exit
    int exit_signal = 0;  ///< that killed it; 0: it exited
    std::string error;  ///< the library's word for why it gave up: "GracefulShutdownTriggered"
    std::string last_error;  ///< the whole line
    std::string end;  ///< of its summary: "closed", "required_consumer_failed"; empty: none came
    StreamTotals totals;  ///< of its summary, or of its last progress
    std::vector<AlertObservation> alerts;
};

/// One fault on one target, as far as it has come.
struct FaultObservation {
    std::string id;  ///< as the action named it
    std::optional<Time> requested;
    std::optional<Time> proven;
    std::string proof;  ///< what shows that it is there
    std::optional<Time> heal_requested;
    std::optional<Time> healed;
    std::string heal_proof;
    std::string trouble;  ///< it cannot be injected, or not be healed, and why
    bool is_over = false;  ///< nothing of it is left to be healed
};

struct Observations {
    RingObservation ring;
    std::vector<WorkerObservation> workers;  ///< in the order of their start; none goes
    std::vector<FaultObservation> faults;  ///< in the order they were asked for; none goes
    std::uint64_t sampler_ticks = 0;
    std::uint64_t sampler_missed = 0;  ///< deadlines that went by unserved
    Time sampling_period = std::chrono::milliseconds(10);
    Time overshoot{};  ///< how late this machine woke the rig at worst, so far
    bool abort_requested = false;  ///< by the user
};

}  // namespace rig::scenario
