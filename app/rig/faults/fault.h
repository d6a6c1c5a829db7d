// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/control_command.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rig {

/// What a rig can do to its own workers and its own ring.
enum class FaultKind : std::uint8_t {
    Stall,  ///< stopped by a signal
    Freeze,  ///< stays inside its handler, the lease or the claim held
    Slow,  ///< service time × factor
    Burst,  ///< rate × factor
    Kill,  ///< SIGKILL
    Crash,  ///< SIGKILL by its own hand, at a point of its work
    Terminate,  ///< SIGTERM: ends in order
    NeverStart,  ///< is not started
    LateStart,  ///< is started `after` the others
    Rejoin,  ///< killed, and started again `after` that under its id
    RejoinOther,  ///< killed, and another id started `after` that
    RejoinTooLate,  ///< killed, and started again when the stream has failed for want of it
    DuplicateId,  ///< a second consumer with its id
    SecondProducer,  ///< a second producer for the ring
    Restart,  ///< the producer killed, and a successor that takes the ring over
    Recreate,  ///< the producer killed, and a successor that makes the ring anew
    Unlink,  ///< the ring's name removed while it is used
    Truncate,  ///< the ring's file cut short while it is used
    CorruptHeader,  ///< bits flipped in the header of a copy of the ring
    NoSpace,  ///< a ring made where there is no room for it
    PidReuse,  ///< simulated only
    ClockJump  ///< simulated only
};

/// What a fault strikes. A worker is a consumer's id or kProducerName; a ring has no name of its
/// own, so that `Fault::target` is empty.
enum class FaultTarget : std::uint8_t { Worker, Consumer, Producer, Ring };

/// Whether a fault has a parameter.
enum class ParameterUse : std::uint8_t { None, Optional, Needed };

/// A kind of fault, as a scenario writes it and as it is checked.
struct FaultShape {
    FaultKind kind{};
    std::string_view name;  ///< in a scenario: "stall"
    FaultTarget target{};
    ParameterUse factor{};  ///< "factor"
    ParameterUse at{};  ///< "point"
    ParameterUse after{};  ///< "after"
    ParameterUse as{};  ///< "as"
    ParameterUse duration{};  ///< "for"
    bool before_start = false;  ///< has to be known when the rig starts
    bool simulated_only = false;  ///< no process can be made to suffer it
};

inline constexpr auto kFaultShapes = [] {
    using enum FaultKind;
    using enum FaultTarget;
    using enum ParameterUse;
    constexpr auto kNo = ParameterUse::None;
    return std::array{
        //         kind, name, target, factor, at, after, as, duration
        FaultShape{Stall, "stall", Worker, kNo, kNo, kNo, kNo, Optional},
        FaultShape{Freeze, "freeze", Worker, kNo, kNo, kNo, kNo, Needed},
        FaultShape{Slow, "slow", Consumer, Needed, kNo, kNo, kNo, Optional},
        FaultShape{Burst, "burst", Producer, Needed, kNo, kNo, kNo, Optional},
        FaultShape{Kill, "kill", Worker, kNo, kNo, kNo, kNo, Optional},
        FaultShape{Crash, "crash", Worker, kNo, Needed, kNo, kNo, Optional},
        FaultShape{Terminate, "terminate", Worker, kNo, kNo, kNo, kNo, Optional},
        FaultShape{NeverStart, "never_start", Consumer, kNo, kNo, kNo, kNo, Optional, true},
        FaultShape{LateStart, "late_start", Consumer, kNo, kNo, Needed, kNo, kNo, true},
        FaultShape{Rejoin, "rejoin", Consumer, kNo, kNo, Optional, kNo, kNo},
        FaultShape{RejoinOther, "rejoin_other", Consumer, kNo, kNo, Optional, Needed, kNo},
        FaultShape{RejoinTooLate, "rejoin_too_late", Consumer, kNo, kNo, Optional, kNo, kNo},
        FaultShape{DuplicateId, "duplicate_id", Consumer, kNo, kNo, kNo, kNo, kNo},
        FaultShape{SecondProducer, "second_producer", Producer, kNo, kNo, kNo, kNo, kNo},
        FaultShape{Restart, "restart", Producer, kNo, kNo, Optional, kNo, kNo},
        FaultShape{Recreate, "recreate", Producer, kNo, kNo, Optional, kNo, kNo},
        FaultShape{Unlink, "unlink", Ring, kNo, kNo, kNo, kNo, Optional},
        FaultShape{Truncate, "truncate", Ring, kNo, kNo, kNo, kNo, Optional},
        FaultShape{CorruptHeader, "corrupt_header", Ring, kNo, kNo, kNo, kNo, Optional},
        FaultShape{NoSpace, "no_space", Ring, kNo, kNo, kNo, kNo, Optional},
        FaultShape{PidReuse, "pid_reuse", Worker, kNo, kNo, kNo, kNo, kNo, false, true},
        FaultShape{ClockJump, "clock_jump", Ring, Needed, kNo, kNo, kNo, kNo, false, true},
    };
}();

struct FaultParameters {
    std::optional<double> factor;  ///< above 0
    std::optional<CrashPoint> at;
    std::optional<std::chrono::nanoseconds> after;
    std::optional<std::string> as;  ///< another consumer's id
    /// 0: nothing is done at all. Below 1 a factor is so much nearer to 1, and a duration so much
    /// shorter; what has no strength is done whole.
    double intensity = 1;
};

struct Fault {
    FaultKind kind{};
    std::string target;  ///< as `FaultTarget` says
    FaultParameters parameters;
    /// After the proof of the injection; then it heals. Nothing: until it is told to.
    std::optional<std::chrono::nanoseconds> duration;
};

static_assert([] {  // shape_of() finds them by their place
    for (std::size_t i = 0; i < kFaultShapes.size(); ++i) {
        if (kFaultShapes[i].kind != static_cast<FaultKind>(i)) {
            return false;
        }
    }
    return true;
}());

[[nodiscard]] const FaultShape& shape_of(FaultKind kind) noexcept;
/// By its name in a scenario; nothing: there is none of that name.
[[nodiscard]] const FaultShape* find_fault_shape(std::string_view name) noexcept;
[[nodiscard]] std::string_view to_string(FaultKind kind) noexcept;

/// It is over by itself, or taken back by what it does: nobody has to heal it.
[[nodiscard]] bool heals_itself(const Fault& fault) noexcept;

}  // namespace rig
