// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace monitor {

/// "350 ms", "3.6 s", "7 min", "2.5 h".
[[nodiscard]] std::string in_words(Duration duration);
/// The same, "at least 3.6 s" for what began before anybody looked.
[[nodiscard]] std::string in_words(Duration duration, bool at_least);
/// "1 event", "312 events".
[[nodiscard]] std::string events(std::uint64_t count);
/// "950/s", "10.0 k/s", "2.10 M/s".
[[nodiscard]] std::string per_second(double rate);
/// "0.1", "1500.0": microseconds.
[[nodiscard]] std::string microseconds(std::uint64_t ns);
/// "7.6 %".
[[nodiscard]] std::string percent(double value);
/// `value` with that many digits after the point.
[[nodiscard]] std::string fixed(double value, int digits);

}  // namespace monitor
