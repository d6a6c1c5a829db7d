// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/new_file.h"
#include "monitor/ring_reading.h"

#include <optional>

namespace monitor::recording {

/// Every sample as rows of a CSV file, one for each consumer, below their headings.
class SampleRows {
public:
    /// @param file outlives it
    explicit SampleRows(NewFile& file);

    /// Times count from the first one. One that is not attached has no row.
    void add(const RingReading& reading);

private:
    NewFile& m_file;
    std::optional<TimePoint> m_begin;
};

}  // namespace monitor::recording
