// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "hostile/hostile_ring.h"
#include "hostile/outcome.h"

#include <cstdint>
#include <functional>

namespace ringtest {

/// Cuts, grows, replaces, unlinks and punches holes into a ring's file, `blows` times, and leaves
/// it whole. Between two blows `meanwhile` is called.
void damage_file(const HostileRing& ring, std::uint64_t blows, std::uint64_t seed,
    const std::function<void()>& meanwhile);

/// An observer, a tap and a directory scan read all the time while the file of their ring is
/// damaged so often. Bad: a reading that no ring can give. The longest time that one reading took
/// is in the figures.
[[nodiscard]] Outcome read_vanishing_ring(std::uint64_t blows, std::uint64_t seed);

}  // namespace ringtest
