// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace monitor {

/// What the rule table says about a consumer. The value is the rule's number; a lower one wins.
enum class ConsumerState : std::uint8_t {
    Unknown = 1,
    Absent = 2,
    Dead = 3,
    Stopped = 4,
    Rewound = 5,
    Stalled = 6,
    Gating = 7,
    Starved = 8,
    Idle = 9,
    Ok = 10,
    FallingBehind = 11,
    CatchingUp = 12,
    SlowLeak = 13,
    High = 14,
    OkSteady = 15
};

/// In order of badness, so that the worst of several is their maximum.
enum class Severity : std::uint8_t { Ok, Grey, Info, Note, Warn, Err };

/// "FALLING BEHIND", "OK steady": as shown and as in JSON.
[[nodiscard]] std::string_view to_string(ConsumerState state) noexcept;
/// "ok", "grey", "info", "note", "warn", "err".
[[nodiscard]] std::string_view to_string(Severity severity) noexcept;

[[nodiscard]] constexpr int rule_number(ConsumerState state) noexcept
{
    return static_cast<int>(state);
}

}  // namespace monitor
