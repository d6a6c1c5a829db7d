// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history.h"

#include "monitor/history_series.h"

#include <algorithm>
#include <iterator>

namespace monitor {
namespace {

constexpr std::size_t kGapsMax = 1024;  // per ring; the oldest go first

// A sample stands for what follows it for that long at most; beyond it the series was not there.
constexpr Duration kSampleValid = std::chrono::milliseconds(1500);

bool gap_between(const std::vector<Gap>& gaps, TimePoint from, TimePoint to)
{
    return std::any_of(
        gaps.begin(), gaps.end(), [&](const Gap& gap) { return gap.from < to && from < gap.to; });
}

std::vector<Gap> overlapping(const std::vector<Gap>& gaps, TimePoint from, TimePoint to)
{
    std::vector<Gap> found;
    std::copy_if(gaps.begin(), gaps.end(), std::back_inserter(found),
        [&](const Gap& gap) { return gap.from < to && from < gap.to; });
    return found;
}

}  // namespace

History::History(HistoryOptions options)
    : m_options(options)
{
}

History::~History() = default;

std::optional<History::SeriesId> History::open(const SeriesKey& key)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_ids.find(key); found != m_ids.end()) {
        return found->second;
    }
    const std::size_t size = Series::memory(m_options);
    if (m_memory_used + size > m_options.memory_max) {
        ++m_refused;
        return std::nullopt;
    }
    const auto hole = std::find(m_series.begin(), m_series.end(), nullptr);
    const auto id = static_cast<SeriesId>(hole - m_series.begin());
    if (hole == m_series.end()) {
        m_series.emplace_back();
    }
    m_series[id] = std::make_unique<Series>(m_options);
    m_ids.emplace(key, id);
    m_memory_used += size;
    return id;
}

void History::append(TimePoint time, std::span<const Value> values)
{
    const std::lock_guard lock(m_mutex);
    for (const Value& value : values) {
        if (value.series < m_series.size() && m_series[value.series]) {
            m_series[value.series]->append(time, value.value);
        }
    }
}

void History::add_gap(const std::string& ring, const Gap& gap)
{
    const std::lock_guard lock(m_mutex);
    auto& gaps = m_gaps[ring];
    if (gaps.size() == kGapsMax) {
        gaps.erase(gaps.begin());
    }
    gaps.push_back(gap);
}

void History::clear(const std::string& ring)
{
    const std::lock_guard lock(m_mutex);
    for (auto i = m_ids.lower_bound({ring, Quantity{}, {}});
         i != m_ids.end() && i->first.ring == ring; ++i) {
        *m_series[i->second] = Series(m_options);
    }
    m_gaps.erase(ring);
}

void History::drop(const std::string& ring)
{
    const std::lock_guard lock(m_mutex);
    for (auto i = m_ids.lower_bound({ring, Quantity{}, {}});
         i != m_ids.end() && i->first.ring == ring;) {
        m_series[i->second].reset();
        m_memory_used -= Series::memory(m_options);
        i = m_ids.erase(i);
    }
    m_gaps.erase(ring);
}

const History::Series* History::find(const SeriesKey& key) const
{
    const auto found = m_ids.find(key);
    return found == m_ids.end() ? nullptr : m_series[found->second].get();
}

bool History::query(const SeriesKey& key, TimePoint from, TimePoint to, std::span<Column> out) const
{
    std::fill(out.begin(), out.end(), Column{});
    const std::lock_guard lock(m_mutex);
    const Series* series = find(key);
    if (series == nullptr) {
        return false;
    }
    if (out.empty() || to <= from) {
        return true;
    }
    series->fill(from, to, out);
    const auto all_gaps = m_gaps.find(key.ring);
    const auto gaps
        = all_gaps == m_gaps.end() ? std::vector<Gap>{} : overlapping(all_gaps->second, from, to);
    if (gaps.empty()) {
        return true;
    }
    const auto time_of = [&](std::size_t column) {
        return from
            + Duration(static_cast<Duration::rep>(static_cast<double>((to - from).count())
                * static_cast<double>(column) / static_cast<double>(out.size())));
    };
    std::size_t before = 0;  // one past the last column with a sample
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].count > 0) {
            out[i].gap_before
                |= before > 0 && gap_between(gaps, time_of(before - 1), time_of(i + 1));
            before = i + 1;
        }
    }
    return true;
}

std::optional<double> History::value_at(const SeriesKey& key, TimePoint time) const
{
    const std::lock_guard lock(m_mutex);
    const Series* series = find(key);
    const auto point = series == nullptr ? std::nullopt : series->at(time);
    if (!point || time - point->time > kSampleValid) {
        return std::nullopt;
    }
    const auto gaps = m_gaps.find(key.ring);
    if (gaps != m_gaps.end() && gap_between(gaps->second, point->time, time)) {
        return std::nullopt;
    }
    return point->value;
}

std::vector<Gap> History::gaps(const std::string& ring, TimePoint from, TimePoint to) const
{
    const std::lock_guard lock(m_mutex);
    const auto all = m_gaps.find(ring);
    return all == m_gaps.end() ? std::vector<Gap>{} : overlapping(all->second, from, to);
}

std::vector<std::string> History::consumers(const std::string& ring, Quantity quantity) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> found;
    for (auto i = m_ids.lower_bound({ring, quantity, {}});
         i != m_ids.end() && i->first.ring == ring && i->first.quantity == quantity; ++i) {
        if (!i->first.consumer.empty()) {
            found.push_back(i->first.consumer);
        }
    }
    return found;
}

std::optional<TimePoint> History::oldest(const std::string& ring) const
{
    const std::lock_guard lock(m_mutex);
    std::optional<TimePoint> oldest;
    for (auto i = m_ids.lower_bound({ring, Quantity{}, {}});
         i != m_ids.end() && i->first.ring == ring; ++i) {
        const auto time = m_series[i->second]->oldest();
        if (time && (!oldest || *time < *oldest)) {
            oldest = time;
        }
    }
    return oldest;
}

std::size_t History::memory_used() const
{
    const std::lock_guard lock(m_mutex);
    return m_memory_used;
}

std::uint64_t History::refused() const
{
    const std::lock_guard lock(m_mutex);
    return m_refused;
}

}  // namespace monitor
