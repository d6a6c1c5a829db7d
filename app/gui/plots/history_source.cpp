// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/history_source.h"

#include "gui/parts/wall_clock.h"

#include <algorithm>
#include <utility>

namespace gui {

namespace {

widgets::Span spanOf(const monitor::Column& column)
{
    return {column.min, column.max, column.first, column.last, column.count > 0, column.gap_before};
}

/// A band's ends are where it is highest: its curve is joined along its upper edge.
void widen(widgets::Span& span, const monitor::Column& column)
{
    if (column.count == 0) {
        return;
    }
    if (!span.valid) {
        span = spanOf(column);
        span.first = span.last = span.max;
        return;
    }
    span.min = std::min<double>(span.min, column.min);
    span.max = std::max<double>(span.max, column.max);
    span.first = span.last = span.max;
    span.gapBefore = span.gapBefore && column.gap_before;
}

}  // namespace

HistorySource::HistorySource(const monitor::History& history)
    : m_history(&history)
{
}

int HistorySource::addBand(std::vector<monitor::SeriesKey> keys)
{
    m_bands.push_back(std::move(keys));
    return static_cast<int>(m_bands.size()) - 1;
}

bool HistorySource::has(const monitor::SeriesKey& key) const
{
    return m_history->query(key, {}, {}, {});
}

void HistorySource::spans(
    int source, double from, double to, std::vector<widgets::Span>& columns) const
{
    std::fill(columns.begin(), columns.end(), widgets::Span{});
    const auto index = static_cast<std::size_t>(source);
    if (index >= m_bands.size()) {
        return;
    }
    m_columns.resize(columns.size());
    const bool single = m_bands[index].size() == 1;
    for (const monitor::SeriesKey& key : m_bands[index]) {
        if (!m_history->query(key, fromPlotSeconds(from), fromPlotSeconds(to), m_columns)) {
            continue;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (single) {
                columns[i] = spanOf(m_columns[i]);
            } else {
                widen(columns[i], m_columns[i]);
            }
        }
    }
}

std::optional<double> HistorySource::valueAt(int source, double time) const
{
    std::optional<double> greatest;
    const auto index = static_cast<std::size_t>(source);
    if (index >= m_bands.size()) {
        return greatest;
    }
    for (const monitor::SeriesKey& key : m_bands[index]) {
        const std::optional<double> value = m_history->value_at(key, fromPlotSeconds(time));
        if (value && (!greatest || *value > *greatest)) {
            greatest = value;
        }
    }
    return greatest;
}

}  // namespace gui
