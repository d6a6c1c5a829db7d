// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"

#include <span>
#include <string>

namespace monitor::run {

/// The part of JUnit's XML that everybody reads. A suite per run, a case per expectation; what was
/// not judged is an error, never skipped, which would look like success.
[[nodiscard]] std::string junit_xml(std::span<const RunRecord> records);

}  // namespace monitor::run
