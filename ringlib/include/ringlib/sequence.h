// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>

namespace ringlib {

/// Number of an event: 0, 1, 2 … Never reused while the ring's instance lives.
using Sequence = std::int64_t;

/// "None yet": nothing published, or nothing consumed.
inline constexpr Sequence kNoSequence = -1;

}  // namespace ringlib
