// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace ringlib::simulation {

/// Everything that chance decides in a run, from one seed. The same numbers on every machine, which
/// the distributions of the standard library do not promise.
class Random {
public:
    explicit Random(std::uint64_t seed) noexcept
        : m_state(seed)
    {
    }

    /// SplitMix64.
    std::uint64_t next() noexcept
    {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31U);
    }
    std::uint64_t below(std::uint64_t bound) noexcept { return next() % bound; }
    bool one_in(std::uint64_t n) noexcept { return below(n) == 0; }
    std::uint64_t between(std::uint64_t low, std::uint64_t high) noexcept
    {
        return low + below(high - low + 1);
    }
    std::chrono::nanoseconds between(
        std::chrono::nanoseconds low, std::chrono::nanoseconds high) noexcept
    {
        const auto width = static_cast<std::uint64_t>((high - low).count());
        return low + std::chrono::nanoseconds(static_cast<std::int64_t>(below(width + 1)));
    }
    /// Mostly below, now and then far above: a quarter to four times as long.
    std::chrono::nanoseconds about(std::chrono::nanoseconds typical) noexcept
    {
        return between(typical / 8, typical / 4) * static_cast<std::int64_t>(1U << below(5));
    }

private:
    std::uint64_t m_state;
};

}  // namespace ringlib::simulation
