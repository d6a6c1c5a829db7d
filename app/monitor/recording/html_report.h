// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/column_strip.h"
#include "monitor/recording/summary.h"

#include <map>
#include <string>

namespace monitor::recording {

/// Collects, reading by reading, what the page draws.
class HtmlReport {
public:
    void add(const RingReading& reading);
    /// One page without anything from outside, light or dark as its reader wants.
    [[nodiscard]] std::string page(const Summary& summary) const;

private:
    struct RingStrips {
        std::map<std::string, ColumnStrip> lag;  ///< per cent of the ring, of each consumer
        ColumnStrip rate;  ///< events/s published
    };
    std::map<std::string, RingStrips> m_rings;
};

}  // namespace monitor::recording
