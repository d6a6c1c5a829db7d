// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/history_source.h"

#include "gui/wall_clock.h"

#include <algorithm>

namespace gui {

HistorySource::HistorySource(const monitor::History& history)
    : m_history(history)
{
}

int HistorySource::add(const monitor::SeriesKey& key)
{
    m_keys.push_back(key);
    return static_cast<int>(m_keys.size()) - 1;
}

void HistorySource::spans(
    int source, double from, double to, std::vector<widgets::Span>& columns) const
{
    std::fill(columns.begin(), columns.end(), widgets::Span{});
    const auto index = static_cast<std::size_t>(source);
    m_columns.resize(columns.size());
    if (index >= m_keys.size()
        || !m_history.query(m_keys[index], fromPlotSeconds(from), fromPlotSeconds(to), m_columns)) {
        return;
    }
    std::transform(m_columns.begin(), m_columns.end(), columns.begin(), [](const auto& column) {
        return widgets::Span{
            column.min, column.max, column.first, column.last, column.count > 0, column.gap_before};
    });
}

std::optional<double> HistorySource::valueAt(int source, double time) const
{
    const auto index = static_cast<std::size_t>(source);
    return index < m_keys.size() ? m_history.value_at(m_keys[index], fromPlotSeconds(time))
                                 : std::nullopt;
}

}  // namespace gui
