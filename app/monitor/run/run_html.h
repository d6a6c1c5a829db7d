// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"

#include <span>
#include <string>

namespace monitor::run {

/// Runs as one page without anything from outside and without a script, light or dark as its reader
/// wants, and fit for paper.
[[nodiscard]] std::string run_page(std::span<const RunRecord> records);

}  // namespace monitor::run
