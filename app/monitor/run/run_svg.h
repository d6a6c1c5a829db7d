// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"

#include <string>

namespace monitor::run {

/// What happened, over one axis of time: a band for each fault (hollow when asked for, filled when
/// proven), a ribbon of states for each consumer, curves of lag, and what was told and violated.
[[nodiscard]] std::string timeline_svg(const RunRecord& record);

}  // namespace monitor::run
