// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_census.h"
#include "gui/rings/ring_row.h"
#include "gui/rings/workbench.h"

#include <vector>

namespace gui {

/// The rings of this machine.
[[nodiscard]] std::vector<RingRow> foundRings(Workbench& workbench);
/// The same, with what is known of those that are watched, those that are waited for, and those
/// that are gone.
[[nodiscard]] std::vector<RingRow> allRings(
    Workbench& workbench, const RingCensus& census, monitor::TimePoint now);

}  // namespace gui
