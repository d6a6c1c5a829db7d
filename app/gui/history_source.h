// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/history.h"

#include "widgets/span_source.h"

#include <vector>

namespace gui {

/// Gives the plots what the history keeps.
class HistorySource : public widgets::SpanSource {
public:
    /// @param history outlives it.
    explicit HistorySource(const monitor::History& history);

    /// @returns the number to ask for `key` by.
    int add(const monitor::SeriesKey& key);
    void clear() { m_keys.clear(); }

    void spans(
        int source, double from, double to, std::vector<widgets::Span>& columns) const override;
    [[nodiscard]] std::optional<double> valueAt(int source, double time) const override;

private:
    const monitor::History& m_history;
    std::vector<monitor::SeriesKey> m_keys;
    mutable std::vector<monitor::Column> m_columns;  // kept for its memory
};

}  // namespace gui
