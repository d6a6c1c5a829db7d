// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history_series.h"

namespace monitor {
namespace {

constexpr int kPointsMax = 100'000;
constexpr int kRestTicks = 10;  // without a sample: the series was not there, or nobody looked

std::size_t raw_points(const HistoryOptions& options)
{
    return static_cast<std::size_t>(options.raw_span / std::max(options.sample_period, Duration(1)))
        + 1;
}

/// Which of the columns of [from, to) holds `time`.
std::size_t column_of(TimePoint time, TimePoint from, TimePoint to, std::size_t columns)
{
    if (time <= from) {
        return 0;
    }
    const double share
        = static_cast<double>((time - from).count()) / static_cast<double>((to - from).count());
    return std::min(static_cast<std::size_t>(share * static_cast<double>(columns)), columns - 1);
}

void merge(Column& column, const Column& later)
{
    if (column.count == 0) {
        column = later;
        return;
    }
    column.min = std::min(column.min, later.min);
    column.max = std::max(column.max, later.max);
    column.last = later.last;
    column.count += later.count;
}

}  // namespace

History::Series::Series(const HistoryOptions& options)
    : m_period(options.sample_period)
    , m_rest(kRestTicks * options.sample_period)
    , m_raw(raw_points(options))
    , m_fine(options.fine_step, options.fine_span)
    , m_coarse(options.coarse_step, options.coarse_span)
{
}

std::size_t History::Series::memory(const HistoryOptions& options)
{
    return sizeof(Series) + raw_points(options) * sizeof(Point)
        + (static_cast<std::size_t>(options.fine_span / options.fine_step) + 1) * sizeof(Bucket)
        + (static_cast<std::size_t>(options.coarse_span / options.coarse_step) + 1)
        * sizeof(Bucket);
}

void History::Series::Tier::append(TimePoint time, double exact)
{
    const auto value = static_cast<float>(exact);
    if (m_last.count == 0 || time - m_last.start >= m_step) {
        if (m_last.count > 0) {
            m_closed.push(m_last);
        }
        const Duration since = time.time_since_epoch();  // negative for what was recorded before
        const auto start = TimePoint(since - (since % m_step + m_step) % m_step);
        m_last = {start, time, value, value, value, 1, exact};
        return;
    }
    m_last.newest = time;
    m_last.min = std::min(m_last.min, value);
    m_last.max = std::max(m_last.max, value);
    m_last.last = exact;
    ++m_last.count;
}

void History::Series::append(TimePoint time, double value)
{
    if (!m_raw.empty() && time < m_raw.back().time) {
        return;
    }
    m_raw.push({time, value});
    m_fine.append(time, value);
    m_coarse.append(time, value);
}

void History::Series::fill(TimePoint from, TimePoint to, std::span<Column> out) const
{
    // A tier that never lost anything reaches back as far as there is anything.
    const auto reaches = [from](const Tier& tier) { return !tier.full() || tier[0].start <= from; };
    // Of an hour not every sample is looked at for a picture of it.
    const bool raw_reaches = !m_raw.full() || m_raw[0].time <= from;
    const bool are_many = to - from > kPointsMax * m_period;
    if (raw_reaches && !(are_many && reaches(m_fine))) {
        fill_from_raw(from, to, out);
        return;
    }
    const bool buckets_are_many = to - from > kPointsMax * m_fine.step();
    const Tier& buckets
        = reaches(m_fine) && !(buckets_are_many && reaches(m_coarse)) ? m_fine : m_coarse;
    const Duration rest = 3 * buckets.step();
    auto i = buckets.first_not([&](const Bucket& bucket) { return bucket.newest < from; });
    for (auto before = i; i < buckets.size() && buckets[i].start < to; before = i++) {
        const Bucket& bucket = buckets[i];
        const bool gap = bucket.start - buckets[before].start > rest;
        merge(out[column_of(bucket.start, from, to, out.size())],
            {bucket.min, bucket.max, bucket.first, static_cast<float>(bucket.last), bucket.count,
                gap});
    }
}

void History::Series::fill_from_raw(TimePoint from, TimePoint to, std::span<Column> out) const
{
    auto i = m_raw.first_not([&](const Point& point) { return point.time < from; });
    for (auto before = i; i < m_raw.size() && m_raw[i].time < to; before = i++) {
        const auto value = static_cast<float>(m_raw[i].value);
        const bool gap = m_raw[i].time - m_raw[before].time > m_rest;
        merge(out[column_of(m_raw[i].time, from, to, out.size())],
            {value, value, value, value, 1, gap});
    }
}

std::optional<History::Series::Point> History::Series::at(TimePoint time) const
{
    const auto raw = m_raw.first_not([&](const Point& p) { return p.time <= time; });
    if (raw > 0) {
        return m_raw[raw - 1];
    }
    for (const Tier* tier : {&m_fine, &m_coarse}) {
        const auto i = tier->first_not([&](const Bucket& b) { return b.start <= time; });
        if (i > 0) {
            const Bucket& bucket = (*tier)[i - 1];
            return Point{std::min(bucket.newest, time), bucket.last};
        }
    }
    return std::nullopt;
}

std::optional<TimePoint> History::Series::oldest() const
{
    if (m_raw.empty()) {
        return std::nullopt;
    }
    return std::min({m_raw[0].time, m_fine[0].start, m_coarse[0].start});
}

}  // namespace monitor
