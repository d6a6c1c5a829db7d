// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/summary.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace monitor::recording {

/// For a terminal. Control characters are escaped.
[[nodiscard]] std::string report_text(const Summary& summary);
/// `ringscope.report/1`: keys are never renamed or removed, only added.
[[nodiscard]] nlohmann::ordered_json report_json(const Summary& summary);
/// One row for each consumer.
[[nodiscard]] std::string report_csv(const Summary& summary);

/// "whole: ended after 10 s", or where it ends and why there.
[[nodiscard]] std::string end_in_words(const RecordingEnd& end);
/// "8.012 s": since the recording of the ring began.
[[nodiscard]] std::string offset_in_words(const RingSummary& ring, TimePoint time);

}  // namespace monitor::recording
