// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/evaluator_limits.h"

#include <ringlib/sequence.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace monitor {

/// One look at a consumer and its ring.
struct ConsumerTick {
    TimePoint time;
    ringlib::Sequence published = ringlib::kNoSequence;
    std::uint64_t lag = 0;
    bool full = false;  ///< the ring hardly has a free slot, or none that the producer knows of
    bool slowest = false;  ///< no consumer has more lag
    bool progressing = false;  ///< its stall clock says so
};

/// The last seconds of one consumer, and its last minute in steps of a second: what the rules are
/// computed from. All memory at construction.
class ConsumerWindow {
public:
    explicit ConsumerWindow(const EvaluatorLimits& limits);

    void add(const ConsumerTick& added);
    void clear() noexcept;

    [[nodiscard]] bool empty() const noexcept { return m_size == 0; }
    [[nodiscard]] const ConsumerTick& newest() const { return tick(m_size - 1); }
    /// Share of the window's ticks that is there, 0 … 1.
    [[nodiscard]] double coverage(TimePoint now) const;
    /// Events published per second over the window.
    [[nodiscard]] double in_rate() const;
    [[nodiscard]] bool nothing_published() const;
    /// Lowest lag within the last `span`.
    [[nodiscard]] std::uint64_t lowest_lag(Duration span) const;
    [[nodiscard]] std::uint64_t highest_lag(Duration span) const;
    struct Trend {
        double slope = 0;  ///< events/s
        double scatter = 0;  ///< events: standard deviation of the lag from the line
    };
    /// Least-squares line of the lag over the last `span`; flat when half of it is missing.
    [[nodiscard]] Trend trend(Duration span) const;
    [[nodiscard]] bool full_within(Duration span) const;
    /// Share of the ticks in which the ring was full and this consumer the slowest.
    [[nodiscard]] double gating_share() const noexcept { return share_of(m_gating); }
    /// The same, counting only ticks in which it also made progress.
    [[nodiscard]] double progressing_gating_share() const noexcept
    {
        return share_of(m_gating_progressing);
    }

    struct Leak {
        double slope = 0;  ///< events/s
        double standard_error = 0;  ///< of the slope
        Duration span{};  ///< that was looked at
    };
    /// Growth of the lowest lag of each second over the long window. Nothing before half of that
    /// window is there, or when the lag was at most `floor` in its second half.
    [[nodiscard]] std::optional<Leak> leak(std::uint64_t floor) const;

private:
    struct Second {
        TimePoint start;
        std::uint64_t lowest = 0;
    };

    [[nodiscard]] const ConsumerTick& tick(std::size_t i) const
    {
        const std::size_t place = m_begin + i;  // below twice the size: no need to divide
        return m_ticks[place < m_ticks.size() ? place : place - m_ticks.size()];
    }
    [[nodiscard]] const Second& second(std::size_t i) const
    {
        return m_seconds[(m_seconds_begin + i) % m_seconds.size()];
    }
    [[nodiscard]] std::size_t first_within(Duration span) const;
    [[nodiscard]] double share_of(std::size_t count) const noexcept
    {
        return m_size == 0 ? 0 : static_cast<double>(count) / static_cast<double>(m_size);
    }
    void remove_oldest();
    void add_second(const ConsumerTick& added);

    Duration m_window;
    Duration m_tick;
    Duration m_leak_window;
    std::vector<ConsumerTick> m_ticks;  // a ring: m_size of them from m_begin on, oldest first
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
    std::size_t m_gating = 0;  // ticks of them on a full ring as the slowest
    std::size_t m_gating_progressing = 0;
    std::vector<Second> m_seconds;  // a ring likewise
    std::size_t m_seconds_begin = 0;
    std::size_t m_seconds_size = 0;
};

}  // namespace monitor
