// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "hostile/outcome.h"

#include <cstdint>

namespace ringtest {

/// While another mapping of the ring toggles its header, its ready word and its sections at full
/// speed, an observer and a tap attach `attaches` times and ask everything, and a consumer attaches
/// every tenth time. Bad: an attach that shows a header which is neither of the two that were
/// there, or a reading that no ring can give. (A memory error is the sanitizer's to find.)
[[nodiscard]] Outcome flip_ring_while_attaching(std::uint64_t attaches, std::uint64_t seed);

}  // namespace ringtest
