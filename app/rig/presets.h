// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/topology.h"

#include <ringlib/snapshot.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace rig {

/// A topology to begin with.
struct Preset {
    std::string_view name;  ///< "1-3"
    std::string_view title;  ///< "One to three"
    std::string_view why;  ///< what there is to be seen
    Topology (*topology)();
};

[[nodiscard]] const std::array<Preset, 6>& presets();

/// A rig like a ring that lives: its shape, its rate, its consumers and who of them is required, as
/// two readings of it say. How long a consumer takes for an event no ring says; they take no time.
/// The size of its events is the next one that a worker can make.
/// @returns nothing for readings in the wrong order, and for events larger than any worker makes.
[[nodiscard]] std::optional<Topology> topology_like(
    const ringlib::RingSnapshot& before, const ringlib::RingSnapshot& now);

}  // namespace rig
