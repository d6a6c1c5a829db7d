// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace monitor {

enum class Quantity : std::uint8_t {
    LagPercent,  ///< of the ring; per consumer
    LagEvents,  ///< per consumer
    LagSeconds,  ///< per consumer
    ConsumedPerSecond,  ///< events/s; per consumer
    PublishedPerSecond,  ///< events/s; per ring
    FreeSlots,  ///< per ring
    Published,  ///< events since the ring was made; per ring
    SecondsToFull,  ///< per ring; 0 while held, infinity while it does not fill
    LatencyP50,  ///< seconds, of what was consumed in the second before; per ring
    LatencyP99,
    LatencyP999
};

/// `consumer` is empty for what belongs to the ring.
struct SeriesKey {
    std::string ring;
    Quantity quantity{};
    std::string consumer;

    [[nodiscard]] bool operator<(const SeriesKey& other) const
    {
        return std::tie(ring, quantity, consumer)
            < std::tie(other.ring, other.quantity, other.consumer);
    }
    [[nodiscard]] bool operator==(const SeriesKey&) const = default;
};

/// What happened within one pixel column. `count` 0: nothing was sampled there; draw nothing, or
/// connect the neighbours unless the later one says `gap_before`.
struct Column {
    float min = 0;
    float max = 0;
    float first = 0;
    float last = 0;
    std::uint32_t count = 0;
    bool gap_before
        = false;  ///< samples are missing between this column's first and the one before it
};

struct Gap {
    TimePoint from;
    TimePoint to;
    std::uint64_t missed = 0;  ///< samples
};

struct HistoryOptions {
    Duration sample_period = std::chrono::milliseconds(10);
    Duration raw_span = std::chrono::minutes(2);
    Duration fine_span = std::chrono::minutes(10);
    Duration fine_step = std::chrono::milliseconds(100);
    Duration coarse_span = std::chrono::hours(2);
    Duration coarse_step = std::chrono::seconds(1);
    std::size_t memory_max = std::size_t{256}
        << 20;  ///< bytes; series beyond it are refused and counted
};

/// The recent past of every ring, in three tiers: raw, then 100 ms, then 1 s, the latter two with
/// minimum and maximum, so that a spike of one sample is seen at every zoom. A series allocates all
/// it will ever need when it is opened.
///
/// Thread: any. One mutex inside guards everything; the sampler holds it for one batch of numbers,
/// a query for one series.
class History {
public:
    using SeriesId = std::size_t;
    struct Value {
        SeriesId series;
        double value;
    };

    explicit History(HistoryOptions options = {});
    ~History();
    History(const History&) = delete;
    History& operator=(const History&) = delete;
    History(History&&) = delete;
    History& operator=(History&&) = delete;

    /// The series of `key`, made if there is none; nothing when the memory is used up.
    [[nodiscard]] std::optional<SeriesId> open(const SeriesKey& key);
    /// Times must not go back within a series; one that does is ignored.
    void append(TimePoint time, std::span<const Value> values);
    /// No samples of `ring` between the two times.
    void add_gap(const std::string& ring, const Gap& gap);
    /// Forgets the numbers of `ring`; its series stay open.
    void clear(const std::string& ring);
    /// Forgets everything about `ring`; its memory is free again.
    void drop(const std::string& ring);

    /// [from, to) cut into out.size() columns of equal width, from the finest tier that reaches
    /// back to `from`, or a coarser one where that has very many.
    /// @returns false if there is no such series; then every column is empty.
    bool query(const SeriesKey& key, TimePoint from, TimePoint to, std::span<Column> out) const;
    /// Last value at or before `time`, as a step function; nothing before the first one and inside
    /// a gap.
    [[nodiscard]] std::optional<double> value_at(const SeriesKey& key, TimePoint time) const;
    [[nodiscard]] std::vector<Gap> gaps(
        const std::string& ring, TimePoint from, TimePoint to) const;
    /// Consumers of `ring` with a series of `quantity`, sorted.
    [[nodiscard]] std::vector<std::string> consumers(
        const std::string& ring, Quantity quantity) const;
    [[nodiscard]] std::optional<TimePoint> oldest(const std::string& ring) const;

    [[nodiscard]] std::size_t memory_used() const;
    [[nodiscard]] std::size_t memory_max() const noexcept { return m_options.memory_max; }
    [[nodiscard]] std::uint64_t refused() const;  ///< series that did not fit

    class Series;  // history_series.h

private:
    [[nodiscard]] const Series* find(const SeriesKey& key) const;

    HistoryOptions m_options;
    mutable std::mutex m_mutex;  // protects all below
    std::vector<std::unique_ptr<Series>> m_series;  // by SeriesId; empty where dropped
    std::map<SeriesKey, SeriesId> m_ids;
    std::map<std::string, std::vector<Gap>> m_gaps;  // by ring, oldest first, at most kGapsMax each
    std::size_t m_memory_used = 0;
    std::uint64_t m_refused = 0;
};

}  // namespace monitor
