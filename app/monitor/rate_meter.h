// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <ringlib/sequence.h>

#include <array>
#include <chrono>
#include <cstddef>

namespace monitor {

/// Events per second of one cursor over the last `span`.
class RateMeter {
public:
    explicit RateMeter(Duration span = std::chrono::milliseconds(250)) noexcept
        : m_span(span)
    {
    }

    /// A sequence below the last one starts anew: another ring, or another attachment.
    /// @returns events per second since the sample one span ago,
    /// or since the first one; 0 at the first.
    double advance(TimePoint time, ringlib::Sequence sequence) noexcept;
    void reset() noexcept;

private:
    struct Point {
        TimePoint time;
        ringlib::Sequence sequence = ringlib::kNoSequence;
    };
    static constexpr std::size_t kPoints = 32;

    Duration m_span;
    std::array<Point, kPoints> m_points{};  // a ring: m_size of them from m_begin on, oldest first
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
    ringlib::Sequence m_last = ringlib::kNoSequence;
    double m_rate = 0;
};

}  // namespace monitor
