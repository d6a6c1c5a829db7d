// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <ringlib/sequence.h>

#include <chrono>
#include <cstddef>
#include <vector>

namespace monitor {

/// How old the oldest event is that a consumer has not consumed yet.
struct TimeLag {
    Duration age{};  ///< 0 when nothing is left to consume
    bool at_least = false;  ///< the event is older than what was watched: show "> age"

    [[nodiscard]] bool operator==(const TimeLag&) const = default;
};

/// When each sequence was published, as far as it was watched:
/// samples of (time, last published sequence).
///
/// Looks up by interpolation between two samples, never beyond them: no event needs to carry a
/// time. Memory is fixed at construction.
class TimeLagTable {
public:
    static constexpr Duration kSpan = std::chrono::seconds(120);
    static constexpr Duration kResolution = std::chrono::milliseconds(10);

    explicit TimeLagTable(Duration span = kSpan, Duration resolution = kResolution);

    /// A sequence below the last one given means another ring: the table starts anew.
    void add(TimePoint time, ringlib::Sequence published);
    void clear() noexcept;

    /// @param consumed the consumer's last sequence.
    [[nodiscard]] TimeLag lookup(ringlib::Sequence consumed, TimePoint now) const;

private:
    /// `published` was the last sequence from `first` to `last`.
    struct Run {
        TimePoint first;
        TimePoint last;
        ringlib::Sequence published = ringlib::kNoSequence;
    };

    [[nodiscard]] std::size_t place(std::size_t i) const
    {
        const std::size_t at = m_begin + i;
        return at < m_runs.size() ? at : at - m_runs.size();
    }
    [[nodiscard]] const Run& run(std::size_t i) const { return m_runs[place(i)]; }
    [[nodiscard]] Run& run(std::size_t i) { return m_runs[place(i)]; }

    Duration m_span;
    Duration m_resolution;
    std::vector<Run> m_runs;  // a ring: m_size of them from m_begin on, oldest first
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
};

}  // namespace monitor
