// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/ring_reading.h"

#include "rig/topology.h"

#include <optional>

namespace gui {

/// A rig like a ring that is watched; see rig::topology_like.
[[nodiscard]] std::optional<rig::Topology> topologyLike(const monitor::RingReading& reading);

}  // namespace gui
