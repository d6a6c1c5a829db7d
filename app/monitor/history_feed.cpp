// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history_feed.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace monitor {

HistoryFeed::HistoryFeed(std::shared_ptr<History> history, std::string ring)
    : m_history(std::move(history))
    , m_ring(std::move(ring))
    , m_rate(m_history->open({m_ring, Quantity::PublishedPerSecond, {}}))
    , m_free(m_history->open({m_ring, Quantity::FreeSlots, {}}))
    , m_published(m_history->open({m_ring, Quantity::Published, {}}))
    , m_to_full(m_history->open({m_ring, Quantity::SecondsToFull, {}}))
{
}

const HistoryFeed::ConsumerSeries& HistoryFeed::series_of(const std::string& consumer)
{
    const auto found = std::find_if(m_consumers.begin(), m_consumers.end(),
        [&](const ConsumerSeries& series) { return series.consumer == consumer; });
    if (found != m_consumers.end()) {
        return *found;
    }
    const auto open = [&](Quantity quantity) {
        return m_history->open({m_ring, quantity, consumer});
    };
    return m_consumers.emplace_back(ConsumerSeries{consumer, open(Quantity::LagPercent),
        open(Quantity::LagEvents), open(Quantity::LagSeconds), open(Quantity::ConsumedPerSecond)});
}

void HistoryFeed::put(const Id& series, double value)
{
    if (series) {
        m_values.push_back({*series, value});
    }
}

void HistoryFeed::add(const RingReading& reading, TimePoint time)
{
    m_values.clear();
    put(m_rate, reading.producer.events_per_s);
    put(m_free, static_cast<double>(reading.free));
    put(m_published, static_cast<double>(reading.producer.sequence + 1));
    put(m_to_full,
        reading.time_to_full ? to_seconds(*reading.time_to_full)
                             : std::numeric_limits<double>::infinity());
    if (m_latency) {
        put(m_latency_series->p50, m_latency->p50);
        put(m_latency_series->p99, m_latency->p99);
        put(m_latency_series->p999, m_latency->p999);
    }
    for (const auto& consumer : reading.consumers) {
        if (consumer.state == ConsumerState::Absent) {
            continue;
        }
        const auto& series = series_of(consumer.id);
        put(series.lag_percent, consumer.lag_percent);
        put(series.lag_events, static_cast<double>(consumer.lag_events));
        put(series.lag_seconds, to_seconds(consumer.lag_time.age));
        put(series.rate, consumer.events_per_s);
    }
    m_history->append(time, m_values);
}

void HistoryFeed::set_latency(const std::optional<LatencyShares>& latency)
{
    m_latency = latency;
    if (m_latency && !m_latency_series) {
        const auto open = [&](Quantity quantity) {
            return m_history->open({m_ring, quantity, {}});
        };
        m_latency_series
            = {open(Quantity::LatencyP50), open(Quantity::LatencyP99), open(Quantity::LatencyP999)};
    }
}

void HistoryFeed::add_gap(TimePoint from, TimePoint to, std::uint64_t missed)
{
    m_history->add_gap(m_ring, {from, to, missed});
}

}  // namespace monitor
