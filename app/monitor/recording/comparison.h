// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/summary.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace monitor::recording {

/// Two recordings side by side, ring by ring and consumer by consumer as they are called, their
/// times counted from the first thing that was wrong in each; from the begin where nothing was.
[[nodiscard]] std::string comparison_text(const Summary& a, const Summary& b);
/// The figures, one a row.
[[nodiscard]] std::string comparison_csv(const Summary& a, const Summary& b);
/// `ringscope.comparison/1`.
[[nodiscard]] nlohmann::ordered_json comparison_json(const Summary& a, const Summary& b);

}  // namespace monitor::recording
