// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "platform/this_process.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>

namespace ringlib {

/// The end of a bounded wait, on CLOCK_MONOTONIC. A time-out below 0 has passed already.
class Deadline {
public:
    explicit Deadline(std::chrono::nanoseconds timeout) noexcept
    {
        const std::uint64_t now = monotonic_ns();
        const auto length
            = static_cast<std::uint64_t>(std::max(timeout, std::chrono::nanoseconds(0)).count());
        m_at_ns = now + std::min(length, ~now);
    }

    [[nodiscard]] std::chrono::nanoseconds left() const noexcept
    {
        const std::uint64_t now = monotonic_ns();
        return std::chrono::nanoseconds(
            now < m_at_ns ? static_cast<std::int64_t>(m_at_ns - now) : 0);
    }
    [[nodiscard]] bool has_passed() const noexcept { return left().count() == 0; }

private:
    std::uint64_t m_at_ns;
};

/// Between two looks at something that nobody wakes for: a peer that comes, a name that appears.
inline void pause_between_looks() noexcept
{
    constexpr timespec kPause{.tv_sec = 0, .tv_nsec = 500'000};
    ::nanosleep(&kPause, nullptr);
}

}  // namespace ringlib
