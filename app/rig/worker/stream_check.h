// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <map>

namespace rig {

/// What a consumer found out about one event.
struct SeenEvent {
    std::uint64_t sequence = 0;
    std::uint32_t epoch = 0;
    bool intact = false;
    bool redelivered = false;
    std::uint64_t published_ns = 0;
};

struct StreamTotals {
    std::uint64_t events = 0;
    std::int64_t first = -1;  ///< sequences; -1: none
    std::int64_t last = -1;
    std::uint64_t gaps = 0;  ///< events that never came
    std::uint64_t duplicates = 0;
    std::uint64_t out_of_order = 0;  ///< came after a later one
    std::uint64_t torn = 0;
    std::uint64_t redelivered = 0;  ///< known to be a repetition: no anomaly

    [[nodiscard]] bool is_clean() const
    {
        return gaps == 0 && duplicates == 0 && out_of_order == 0 && torn == 0;
    }
};

/// Judges the order and the wholeness of a stream, event by event.
class StreamCheck {
public:
    /// @param first the sequence that has to come first.
    explicit StreamCheck(std::uint64_t first)
        : m_expected(first)
    {
    }

    void take(const SeenEvent& seen)
    {
        ++m_totals.events;
        m_totals.redelivered += seen.redelivered ? 1U : 0U;
        if (seen.intact && seen.sequence == m_expected && seen.epoch >= m_epoch) {
            m_epoch = seen.epoch;
            note_sequence(seen.sequence);
            ++m_expected;
            return;
        }
        take_unexpected(seen);
    }
    [[nodiscard]] const StreamTotals& totals() const { return m_totals; }

private:
    void take_unexpected(const SeenEvent& seen);
    /// It was missed before, and is not any more.
    [[nodiscard]] bool take_missing(std::uint64_t sequence);
    void note_sequence(std::uint64_t sequence)
    {
        m_totals.last = static_cast<std::int64_t>(sequence);
        if (m_totals.first < 0) {
            m_totals.first = m_totals.last;
        }
    }

    StreamTotals m_totals;
    std::uint64_t m_expected;
    std::uint32_t m_epoch = 0;
    std::map<std::uint64_t, std::uint64_t> m_missing;  // first of a run, one past its last
};

}  // namespace rig
