// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace rig {

/// How a demo, or a scenario, came out. The values are exit codes.
enum class Verdict : std::uint8_t { Pass = 0, Fail = 1, Inconclusive = 2, Aborted = 3 };
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;

}  // namespace rig
