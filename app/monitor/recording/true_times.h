// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"

#include <cstdint>
#include <optional>

namespace monitor::recording {

/// Which times of a recording can be true: none before it began, none years after, none that goes
/// back. What another program wrote may hold any.
class TrueTimes {
public:
    explicit TrueTimes(const Configuration& configuration);

    /// @param last of the same ring, if there is one.
    [[nodiscard]] bool holds(std::uint64_t time_ns, const std::optional<TimePoint>& last) const;

private:
    std::int64_t m_from;
    std::int64_t m_to;
};

}  // namespace monitor::recording
