// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/consumer_state.h"
#include "monitor/recording/column_strip.h"
#include "monitor/ring_reading.h"

#include <map>
#include <string>
#include <vector>

namespace monitor::run {

/// What a run looked like, as far as it is drawn.
class Timeline {
public:
    struct Stretch {
        TimePoint from;
        std::string state;  ///< "OK"; "-" where it was not there
        Severity severity = Severity::Grey;
    };
    struct Consumer {
        recording::ColumnStrip lag_percent;
        std::vector<Stretch> stretches;  ///< each until the next one begins
    };

    void add(const RingReading& reading, TimePoint now);

    [[nodiscard]] const std::map<std::string, Consumer>& consumers() const { return m_consumers; }

private:
    void enter(Consumer& consumer, TimePoint now, std::string state, Severity severity);

    std::map<std::string, Consumer> m_consumers;  // by id
};

}  // namespace monitor::run
