// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/control_command.h"
#include "rig/worker/latency_histogram.h"
#include "rig/worker/stream_check.h"
#include "rig/worker_end.h"

#include <ringlib/error.h>
#include <ringlib/liveness.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// The lines of JSON that a worker writes, each without its line's end.
namespace rig {

enum class WorkerRole : std::uint8_t { Producer, Consumer };

struct WorkerIdentity {
    WorkerRole role{};
    std::string ring;  ///< shm name, or path
    std::string id;  ///< a consumer's
};

/// What a worker knows once it is attached.
struct WorkerPlace {
    std::uint64_t capacity = 0;
    std::uint64_t event_size = 0;
    std::int64_t sequence = -1;  ///< last published or consumed before it came
};

/// What a worker has done so far.
struct WorkerTotals {
    StreamTotals stream;
    /// A consumer's: from published to read. A producer's: how long there was no room.
    LatencyHistogram latency;
};

[[nodiscard]] std::string ready_line(const WorkerIdentity& who, const WorkerPlace& place);
/// @param events_per_s of the last second.
[[nodiscard]] std::string progress_line(
    const WorkerIdentity& who, const WorkerTotals& totals, double events_per_s);
/// What the producer found wrong with a consumer that it requires.
[[nodiscard]] std::string alert_line(const ringlib::RequiredConsumerAlert& alert);
/// It stays where it is for that long, what it has in its hands held.
[[nodiscard]] std::string freeze_line(
    const WorkerIdentity& who, std::chrono::nanoseconds duration, std::int64_t sequence);
/// It is about to die there.
[[nodiscard]] std::string crash_line(const WorkerIdentity& who, CrashPoint at);
/// The ring does not take it, or no longer.
[[nodiscard]] std::string refused_line(const WorkerIdentity& who, const ringlib::Error& error);
/// @param events_per_s from ready to the end.
[[nodiscard]] std::string summary_line(
    const WorkerIdentity& who, const WorkerTotals& totals, double events_per_s, WorkerEnd end);

}  // namespace rig
