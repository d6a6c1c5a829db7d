// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/quantity.h"

#include <ringlib/error.h>

#include <chrono>
#include <optional>
#include <string_view>
#include <variant>

namespace rig {

/// Where in its work a worker can be told to die.
enum class CrashPoint { Claim, Write, Publish, Lease, Join };

struct SetCommand {
    std::optional<Rate> rate;  ///< 0 events a second pause
    std::optional<std::chrono::nanoseconds> work;
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
[[nodiscard]] ringlib::Expected<ControlCommand> parse_control(std::string_view line);

}  // namespace rig
