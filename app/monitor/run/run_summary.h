// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"

#include <nlohmann/json.hpp>

namespace monitor::run {

/// A run as "ringscope.run/1".
[[nodiscard]] nlohmann::ordered_json run_json(const RunRecord& record);

}  // namespace monitor::run
