// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/summary.h"

#include <cstdint>
#include <string>
#include <vector>

namespace monitor::recording {

/// What was wrong with a ring or one of its consumers, once, however often it was.
struct Problem {
    std::string consumer;  ///< empty: the ring
    std::string word;  ///< "STALLED", "HELD", "Evicted"
    Severity severity = Severity::Warn;  ///< the worst it came to
    std::uint64_t count = 0;  ///< a warning that becomes an error is one
    TimePoint first;
    TimePoint last;  ///< when it was said the last time
};

/// In the order in which they were first.
[[nodiscard]] std::vector<Problem> problems_of(const RingSummary& ring);

}  // namespace monitor::recording
