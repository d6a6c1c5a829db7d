// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/tables/memory_reader.h"

#include <QStringList>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gui {

/// offset, type, field, value, meaning
[[nodiscard]] std::vector<QStringList> headerRows(const MemoryReading& reading);
/// of, count, p50, p99, p99.9, longest
[[nodiscard]] std::vector<QStringList> latencyRows(const MemoryReading& reading);
/// ago, what, who, events until then; newest first
[[nodiscard]] std::vector<QStringList> happeningRows(
    const MemoryReading& reading, monitor::TimePoint now);

/// The counters beside how fast they go, which takes two readings.
class CounterRows {
public:
    /// counter, value, rate
    [[nodiscard]] std::vector<QStringList> of(const MemoryReading& reading);

private:
    struct Known {
        std::uint64_t value = 0;
        std::uint64_t takenNs = 0;
    };
    std::string m_ring;
    std::map<std::string, Known> m_known;
};

/// As `ringctl peek` shows it: its fields, or its bytes; or why it cannot be shown.
[[nodiscard]] QString eventText(const MemoryReading& reading, bool asBytes);

}  // namespace gui
