// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/ring_view.h"
#include "rig/scenario/observations.h"
#include "rig/topology.h"

#include <string>

namespace rig {

/// What a worker waits for, and how long it has: "segment, 0.4 s". Empty when it waits for nobody.
[[nodiscard]] std::string waiting_text(const scenario::WorkerObservation& worker,
    const Topology& topology, const RingView& ring, scenario::Time now);

}  // namespace rig
