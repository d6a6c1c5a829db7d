// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/quantity.h"
#include "rig/worker/load.h"

#include <chrono>
#include <cstdint>

namespace rig {

/// Tells a producer how many events are due. By absolute time, so that no delay adds up; time is
/// passed in.
///
/// What is more than 100 ms behind is not made up for: a producer that was held goes on at its
/// rate. What has to come together for a batch is not behind.
class Pacer {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// @param phase where in its period the load begins.
    Pacer(Load load, Rate rate, std::chrono::nanoseconds phase = {});

    void start(TimePoint now);
    /// From now on steady at this rate; 0 pauses.
    void set_rate(Rate rate, TimePoint now);
    /// From now on so many times what the load says.
    void set_factor(double factor, TimePoint now);
    /// How many events may be published now; without a limit, a very large number.
    /// @param batch published at once, so that it waits until as many are due.
    [[nodiscard]] std::uint64_t due(TimePoint now, std::uint64_t batch = 1);
    void published(std::uint64_t events) { m_published += static_cast<double>(events); }
    /// When to look again, so that `events` more are due, but in steps of at most a millisecond for
    /// what is not steady.
    [[nodiscard]] TimePoint next(TimePoint now, std::uint64_t events) const;

private:
    [[nodiscard]] double due_after(std::chrono::nanoseconds since_start) const;

    Load m_load;
    double m_events_per_s;
    double m_factor = 1;
    std::chrono::nanoseconds m_phase;
    TimePoint m_start;
    double m_published = 0;
};

}  // namespace rig
