// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"

#include <string>

namespace monitor::run {

/// "PASS stall-required-consumer 14.2 s (shm)": with the seed where it did not pass.
[[nodiscard]] std::string verdict_line(const RunRecord& record);
/// The verdict in a few lines of text: each expectation with what was measured, and how to have it
/// again.
[[nodiscard]] std::string card_text(const RunRecord& record);
/// "✓", "✗", "?" or "·".
[[nodiscard]] std::string_view mark_of(rig::scenario::LineStatus status) noexcept;

}  // namespace monitor::run
