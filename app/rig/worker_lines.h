// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/stream_check.h"

#include <optional>
#include <string>
#include <string_view>

namespace rig {

/// A worker's last line, as far as it is judged. A producer has no anomalies.
struct WorkerSummary {
    StreamTotals totals;
    std::string end;  ///< why it ended: "closed", "control" …
};

/// It is attached to its ring.
[[nodiscard]] bool is_ready_line(std::string_view line);
/// @returns nothing for another line, and for a summary that lacks a number.
[[nodiscard]] std::optional<WorkerSummary> parse_summary_line(std::string_view line);

}  // namespace rig
