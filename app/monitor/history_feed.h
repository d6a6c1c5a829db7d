// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/history.h"
#include "monitor/latency_meter.h"
#include "monitor/ring_reading.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// Writes the numbers of one ring's readings into the history. Knows its series after the first
/// time, so that a sample costs one lock and no allocation.
class HistoryFeed {
public:
    HistoryFeed(std::shared_ptr<History> history, std::string ring);

    void add(const RingReading& reading) { add(reading, reading.sampled_at); }
    /// @param time at which it is kept
    void add(const RingReading& reading, TimePoint time);
    /// What the next samples have beside their reading: nothing when nothing was consumed.
    void set_latency(const std::optional<LatencyShares>& latency);
    void add_gap(TimePoint from, TimePoint to, std::uint64_t missed);

private:
    using Id = std::optional<History::SeriesId>;  // nothing: the history is full
    struct ConsumerSeries {
        std::string consumer;
        Id lag_percent;
        Id lag_events;
        Id lag_seconds;
        Id rate;
    };

    [[nodiscard]] const ConsumerSeries& series_of(const std::string& consumer);
    void put(const Id& series, double value);

    std::shared_ptr<History> m_history;
    std::string m_ring;
    Id m_rate;
    Id m_free;
    Id m_published;
    Id m_to_full;
    struct LatencySeries {
        Id p50;
        Id p99;
        Id p999;
    };
    std::optional<LatencySeries> m_latency_series;  // of a ring that records latencies
    std::optional<LatencyShares> m_latency;
    std::vector<ConsumerSeries> m_consumers;  // every id ever seen
    std::vector<History::Value> m_values;
};

}  // namespace monitor
