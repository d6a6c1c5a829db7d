// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/snapshot.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rig {

/// How far everybody was in the last two seconds, for the rates before and after a fault.
class PositionLog {
public:
    void note(const ringlib::RingSnapshot& snapshot);

    /// Events per second that a worker made of late.
    /// @param window most of which has to be known of that worker.
    [[nodiscard]] std::optional<double> rate(
        std::string_view worker, std::chrono::nanoseconds window) const;

private:
    struct Moment {
        std::uint64_t at_ns;
        std::vector<std::pair<std::string, std::int64_t>> positions;

        [[nodiscard]] std::optional<std::int64_t> of(std::string_view worker) const;
    };
    std::deque<Moment> m_moments;
};

}  // namespace rig
