// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_reading.h"

#include <ringlib/error.h>

namespace monitor {

/// Sets the state of the ring and of its producer, each with its reason, from the facts in
/// `reading`.
/// @param idle_after a producer that published nothing for that long is idle.
void judge_ring(RingReading& reading, Duration idle_after);

/// How that is called which is_nameless() tells.
inline constexpr const char* kLostNameWord = "LOST NAME";
/// Nobody new can attach to it. A ring that ended loses its name as the last one leaves it.
[[nodiscard]] bool is_nameless(const RingReading& reading);

/// Sets the ring's severity and time to full: the worst of the required consumers, and of the one
/// at the gate.
void judge_severity(RingReading& reading);

/// There is no ring, or none that can be read: the numbers stay, state and reason tell why.
void judge_lost(RingReading& reading, const ringlib::Error& why, TimePoint now);

}  // namespace monitor
