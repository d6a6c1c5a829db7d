// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/steering.h"

#include <ringlib/coordination.h>
#include <ringlib/observer.h>

#include <optional>

namespace rig {

/// Waits until as many consumers are attached as `mode` says. The library's own waiting is over
/// before there is a producer, so that nobody could be told that the ring is there, and could not
/// be steered.
/// @returns CoordinationTimeout, or why the ring cannot be read; nothing when they are there, or
/// when the steering has an end.
[[nodiscard]] std::optional<ringlib::Error> gather_consumers(
    ringlib::RingObserver& observer, const ringlib::CoordinationMode& mode, Steering& steering);

}  // namespace rig
