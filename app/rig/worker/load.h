// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace rig {

/// How many events a producer should have published at a time: a pure function of the time since it
/// began.
struct SteadyLoad { };
/// At the rate for `on`, then nothing for `off`.
struct BurstLoad {
    std::chrono::nanoseconds on;
    std::chrono::nanoseconds off;
};
/// From one rate to another, evenly, and on at the second; both in events per second.
struct RampLoad {
    std::uint64_t from;
    std::uint64_t to;
    std::chrono::nanoseconds over;
};
/// Between nothing and twice the rate.
struct SineLoad {
    std::chrono::nanoseconds period;
};
using Load = std::variant<SteadyLoad, BurstLoad, RampLoad, SineLoad>;

/// `steady`, `burst:ON/OFF`, `ramp:FROM..TO/T`, `sine:PERIOD`.
[[nodiscard]] std::optional<Load> parse_load(std::string_view text);

/// @param events_per_s may be infinite for a steady load and for bursts; a ramp brings its own.
/// @returns events due since the beginning; with an infinite rate, infinite while there is anything
/// to do and 0 in a pause.
[[nodiscard]] double events_due(
    const Load& load, double events_per_s, std::chrono::nanoseconds since_start);

/// After how long it is where it was; 0 for what does not repeat.
[[nodiscard]] std::chrono::nanoseconds period_of(const Load& load);

}  // namespace rig
