// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace ringlib {

/// "250 ms", "0.5 ms", "2.5 ms": as it stands in messages.
[[nodiscard]] std::string duration_text(std::chrono::nanoseconds time);

}  // namespace ringlib
