// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "hostile/outcome.h"

#include <cstdint>

namespace ringtest {

/// Flips every single bit of a ring's header, and has a producer, a consumer, an observer and a tap
/// try it each time. Bad: one that is not refused, or a byte of the file that is changed by it.
[[nodiscard]] Outcome attach_with_each_header_bit_flipped();

/// The same with 2 to 64 random bytes of the header at a time.
[[nodiscard]] Outcome attach_with_random_header_bytes(std::uint64_t headers, std::uint64_t seed);

}  // namespace ringtest
