// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/quantity.h"

#include <ringlib/error.h>

#include <chrono>
#include <optional>
#include <string_view>
#include <variant>

namespace rig {

/// Where in its work a worker can be told to die: between two calls of the library.
enum class CrashPoint {
    Claim,  ///< the slots are its own, and nothing is written
    Write,  ///< in the middle of an event, half way through the batch
    Publish,  ///< the events are published, and it has not said so to anybody
    Lease,  ///< it has the event in its hands, and has not looked at it
    Join  ///< it is attached, and has neither read nor written
};
[[nodiscard]] std::string_view to_string(CrashPoint point) noexcept;
/// `claim`, `write`, `publish`, `lease`, `join`.
[[nodiscard]] std::optional<CrashPoint> parse_crash_point(std::string_view text) noexcept;

/// The most by which a load is multiplied.
inline constexpr double kLoadFactorMax = 1e6;

struct SetCommand {
    std::optional<Rate> rate;  ///< 0 events a second pause
    std::optional<std::chrono::nanoseconds> work;
    /// Of the rate, or of the service time, as they were given; 1 takes an earlier one back.
    std::optional<double> factor;
};
struct FreezeCommand {
    std::chrono::nanoseconds duration;
};
struct CrashCommand {
    CrashPoint at;
};
struct CloseCommand { };
using ControlCommand = std::variant<SetCommand, FreezeCommand, CrashCommand, CloseCommand>;

/// One line of what a worker reads with `--control`.
/// @errors InvalidConfig, saying what was expected.
[[nodiscard]] ringlib::Expected<ControlCommand> parse_control(std::string_view text);

}  // namespace rig
