// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/consumer_state.h"

#include <string>

namespace monitor {

struct RingReading;

/// The one sentence about a ring: who holds whom, and how that is known.
struct Diagnosis {
    Severity severity = Severity::Grey;
    std::string lead;  ///< "cp_1 holds the producer of orders"; no full stop
    std::string
        evidence;  ///< "pid 4121, stopped by a signal for 3.6 s. All 4096 slots used for 3.2 s."

    /// Both as one text: "<lead>: <evidence>".
    [[nodiscard]] std::string sentence() const;

    [[nodiscard]] bool operator==(const Diagnosis&) const = default;
};

/// Says it from the facts of `reading` (its `diagnosis` is not
/// looked at). Control characters are escaped.
[[nodiscard]] Diagnosis diagnose(const RingReading& reading);

}  // namespace monitor
