// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/history.h"

#include "widgets/span_source.h"

#include <vector>

namespace gui {

/// Gives the plots what the history keeps.
class HistorySource : public widgets::SpanSource {
public:
    /// @param history outlives it, or another takes its place first.
    explicit HistorySource(const monitor::History& history);
    void setHistory(const monitor::History& history) { m_history = &history; }

    /// @returns the number to ask for `key` by.
    int add(const monitor::SeriesKey& key) { return addBand({key}); }
    /// @returns the number to ask for all of `keys` by: from the least of them to the greatest.
    int addBand(std::vector<monitor::SeriesKey> keys);
    void clear() { m_bands.clear(); }
    /// Whether anything was ever recorded of it.
    [[nodiscard]] bool has(const monitor::SeriesKey& key) const;

    void spans(
        int source, double from, double to, std::vector<widgets::Span>& columns) const override;
    /// Of several the greatest.
    [[nodiscard]] std::optional<double> valueAt(int source, double time) const override;

private:
    const monitor::History* m_history;
    std::vector<std::vector<monitor::SeriesKey>> m_bands;
    mutable std::vector<monitor::Column> m_columns;  // kept for its memory
};

}  // namespace gui
