// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>

namespace rig {

/// How many processes a rig may have at once, and how many it may start in a second: what restarts
/// without end is stopped before the machine is. Time is passed in.
class StartLimit {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    StartLimit() = default;
    StartLimit(std::size_t processes, std::size_t starts_per_second)
        : m_processes(processes)
        , m_starts_per_second(starts_per_second)
    {
    }

    /// Counts a start. @returns why there may be none now; nothing when there may.
    [[nodiscard]] std::optional<std::string> take(TimePoint now, std::size_t running);

private:
    std::size_t m_processes = 64;
    std::size_t m_starts_per_second = 128;
    std::deque<TimePoint> m_starts;  // of the last second
};

}  // namespace rig
