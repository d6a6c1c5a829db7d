// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/control_command.h"
#include "rig/worker/stream_check.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// The lines that a worker writes, as far as somebody acts on them.
namespace rig {

/// It is attached to its ring.
struct ReadyLine { };
struct ProgressLine {
    StreamTotals totals;
    double events_per_s = 0;  ///< of the last second
};
struct AlertLine {
    std::string consumer;
    std::chrono::nanoseconds stalled_for{};
    bool died = false;
};
struct FreezeLine {
    std::chrono::nanoseconds duration{};
    std::int64_t sequence = -1;  ///< of the first event in its hands
};
struct CrashLine {
    CrashPoint at{};
};
struct RefusedLine {
    std::string error;  ///< the library's word: "ConsumerIdInUse"
    std::string message;
};
/// A worker's last line. A producer has no anomalies.
struct WorkerSummary {
    StreamTotals totals;
    std::string end;  ///< why it ended: "closed", "control" …
};

using WorkerLine = std::variant<ReadyLine, ProgressLine, AlertLine, FreezeLine, CrashLine,
    RefusedLine, WorkerSummary>;

/// @returns nothing for a line of another kind, and for one that lacks a value.
[[nodiscard]] std::optional<WorkerLine> parse_worker_line(std::string_view text);

}  // namespace rig
