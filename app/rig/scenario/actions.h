// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

/// What the engine of a scenario wants done. Each is done at once or shows in the next observations
/// why not.
namespace rig::scenario {

enum class FaultKind : std::uint8_t {
    Stall,  ///< SIGSTOP
    Freeze,  ///< in the handler, the lease held
    Slow,  ///< a consumer's service time, or a producer's pace
    Kill,  ///< SIGKILL
    Crash,  ///< at a point of the protocol
    Terminate,  ///< SIGTERM
    DuplicateId,  ///< a second worker with a living id
    SecondProducer,
    Recreate,  ///< the producer's process begins a new ring
    Burst,  ///< a producer's rate, for a time
    Unlink,  ///< the ring's name
    Truncate,  ///< the ring's file
    CorruptHeader,  ///< of a copy
    FullDisk
};

struct FaultRequest {
    std::string id;  ///< as the scenario names it
    FaultKind kind{};
    std::string target;  ///< "producer", a consumer's id, or "ring"
    double factor = 1;  ///< slow, burst: 1 is no fault
    std::string point;  ///< crash: claim, write, publish, lease, join
    std::chrono::nanoseconds lasting{};  ///< freeze, burst
};

struct StartWorker {
    std::string name;  ///< of the topology
};
/// In order: SIGTERM, and its summary.
struct StopWorker {
    std::string name;
};
/// A new process for a worker that has ended.
struct RestartWorker {
    std::string name;
    std::string as;  ///< under another id; empty: its own
};
struct InjectFault {
    FaultRequest request;
};
struct HealFault {
    std::string id;
};
struct HealAll { };
/// The producer closes its stream; whoever is left then is told to end.
struct End { };

using Action
    = std::variant<StartWorker, StopWorker, RestartWorker, InjectFault, HealFault, HealAll, End>;

}  // namespace rig::scenario
