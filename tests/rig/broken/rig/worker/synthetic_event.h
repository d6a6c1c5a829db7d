// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#pragma GCC system_header  // for include_next, by which the real one is found behind this

#include_next "rig/worker/synthetic_event.h"

#include "rig/broken/break.h"

namespace rig {

/// In the place of fill_event() in the broken worker: from the 40,000th event on one in a thousand
/// is not what was promised, or all of a producer that took over.
template <typename Event>
void fill_event_badly(
    Event& event, std::uint64_t sequence, std::uint32_t epoch, std::uint64_t published_ns)
{
    constexpr std::uint64_t kFirst = 40'000;
    constexpr std::uint64_t kEach = 1000;
    const bool bad = sequence >= kFirst && sequence % kEach == 0;
    const bool repeats = bad && rigtest::is_broken("doubles");
    fill_event(event, repeats ? sequence - 1 : sequence, epoch, published_ns);
    if (bad && rigtest::is_broken("tears")) {
        event.checksum ^= 1U;
    }
    if ((sequence >= kFirst && rigtest::is_broken("loses"))
        || (epoch > 1 && rigtest::is_broken("takes-over-elsewhere"))) {
        fill_event(event, sequence + 1, epoch, published_ns);
    }
}

}  // namespace rig

#define fill_event fill_event_badly
