// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/history.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace monitor {

/// A ring of the newest `capacity` items, oldest first. All memory at construction.
template <typename T>
class NewestOf {
public:
    explicit NewestOf(std::size_t capacity)
        : m_items(std::max<std::size_t>(capacity, 1))
    {
    }

    void push(const T& item)
    {
        if (m_size == m_items.size()) {
            m_begin = place(1);
            --m_size;
        }
        m_items[place(m_size)] = item;
        ++m_size;
    }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] bool empty() const noexcept { return m_size == 0; }
    [[nodiscard]] bool full() const noexcept { return m_size == m_items.size(); }
    [[nodiscard]] const T& operator[](std::size_t i) const { return m_items[place(i)]; }
    [[nodiscard]] T& back() { return m_items[place(m_size - 1)]; }
    [[nodiscard]] const T& back() const { return (*this)[m_size - 1]; }

    /// Index of the first item for which `before` is false; items are ordered by it.
    template <typename Before>
    [[nodiscard]] std::size_t first_not(Before before) const
    {
        std::size_t low = 0;
        std::size_t high = m_size;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (before((*this)[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

private:
    /// @param i at most the number of items. No division: this is done for each number sampled.
    [[nodiscard]] std::size_t place(std::size_t i) const
    {
        const std::size_t at = m_begin + i;
        return at < m_items.size() ? at : at - m_items.size();
    }

    std::vector<T> m_items;
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
};

/// One series in its three tiers.
class History::Series {
public:
    struct Point {
        TimePoint time;
        double value = 0;
    };
    /// What happened in one step of a tier.
    struct Bucket {
        TimePoint start;
        TimePoint newest;
        float min = 0;
        float max = 0;
        float first = 0;
        std::uint32_t count = 0;
        double last = 0;  ///< exact, also for a count of events
    };

    explicit Series(const HistoryOptions& options);

    void append(TimePoint time, double value);
    void fill(TimePoint from, TimePoint to, std::span<Column> out) const;
    [[nodiscard]] std::optional<Point> at(TimePoint time) const;
    [[nodiscard]] std::optional<TimePoint> oldest() const;

    /// Bytes that a series of these options takes.
    [[nodiscard]] static std::size_t memory(const HistoryOptions& options);

private:
    class Tier {
    public:
        Tier(Duration step, Duration span)
            : m_step(step)
            , m_closed(static_cast<std::size_t>(span / step) + 1)
        {
        }
        void append(TimePoint time, double exact);

        [[nodiscard]] Duration step() const noexcept { return m_step; }
        /// The one that is being filled is the last.
        [[nodiscard]] std::size_t size() const noexcept
        {
            return m_closed.size() + (m_last.count > 0 ? 1 : 0);
        }
        [[nodiscard]] const Bucket& operator[](std::size_t i) const
        {
            return i < m_closed.size() ? m_closed[i] : m_last;
        }
        /// It may have lost some.
        [[nodiscard]] bool full() const noexcept { return m_closed.full(); }
        /// As NewestOf::first_not.
        template <typename Before>
        [[nodiscard]] std::size_t first_not(Before before) const
        {
            const std::size_t i = m_closed.first_not(before);
            return i == m_closed.size() && m_last.count > 0 && before(m_last) ? i + 1 : i;
        }

    private:
        Duration m_step;
        Bucket m_last;  // beside the other tier's: each sample touches both
        NewestOf<Bucket> m_closed;
    };

    void fill_from_raw(TimePoint from, TimePoint to, std::span<Column> out) const;

    Duration m_period;  // between two samples
    Duration m_rest;  // longer between two samples: a gap
    NewestOf<Point> m_raw;
    Tier m_fine;
    Tier m_coarse;
};

}  // namespace monitor
