// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/exit_code.h"

#include <ringlib/stream_end.h>

#include <cstdint>
#include <string_view>

namespace rig {

/// Why a worker stopped. The first six are the stream's, the others its own.
enum class WorkerEnd : std::uint8_t {
    Closed,
    ProducerDied,
    RequiredConsumerFailed,
    Evicted,
    Replaced,
    Truncated,
    Count,
    Duration,
    Signal,
    Control
};

/// As the summary has it: "producer_died".
[[nodiscard]] std::string_view to_string(WorkerEnd end) noexcept;

[[nodiscard]] WorkerEnd end_of(ringlib::StreamEnd::Reason reason) noexcept;

/// Of a consumer whose stream was whole.
[[nodiscard]] ExitCode exit_code_of(WorkerEnd end) noexcept;

}  // namespace rig
