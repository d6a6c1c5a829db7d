// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

namespace ringbench {

/// The work that every peer does: each word of an event is its number, written by the producer and
/// compared by each consumer, so that nothing lost, doubled, torn or out of order goes unnoticed.
template <std::size_t Bytes>
struct WorkEvent {
    std::array<std::uint64_t, Bytes / sizeof(std::uint64_t)> words;

    void fill(std::uint64_t number) noexcept { words.fill(number); }
    [[nodiscard]] std::uint64_t differs_from(std::uint64_t number) const noexcept
    {
        std::uint64_t bits = 0;
        for (const std::uint64_t word : words) {
            bits |= word ^ number;
        }
        return bits;
    }
};

/// What is measured of whoever can do it.
struct Cell {
    std::size_t bytes;
    std::size_t batch;  ///< 0: a round trip
    std::size_t consumers;
};

/// One measurement: what is to be done, by whichever peer.
struct Setup {
    std::string name;  ///< of the ring, socket or queue; of this run alone
    std::size_t capacity = 4096;  ///< events
    std::size_t batch
        = 1;  ///< events published at once, and consumed one by one or all that are there
    std::size_t consumers = 1;
    std::uint64_t events = 0;
    bool yields = false;  ///< more processes than cores: who finds nothing gives its core away
};

/// Events for about a quarter of a second of a fast ring.
[[nodiscard]] inline double fast_ring_events(std::size_t bytes, std::size_t consumers)
{
    constexpr double kEventBytes = 1.5e9;
    constexpr double kEventsMax = 2e7;
    return std::min(kEventBytes / static_cast<double>(bytes), kEventsMax)
        / static_cast<double>(consumers);
}

/// What is measured: whole rings full, and several of whatever size a peer has.
[[nodiscard]] inline std::uint64_t events_to_measure(double wanted, double scale)
{
    constexpr double kLeast = 4e4;
    constexpr std::uint64_t kRing = 4096;
    const double events = std::max(wanted * scale, kLeast * std::min(1.0, scale * 10));
    return static_cast<std::uint64_t>(events) / kRing * kRing + kRing;
}

/// Calls `measure` with the size as a constant.
template <typename Measure>
auto for_size(std::size_t bytes, Measure&& measure)
{
    switch (bytes) {
    case 8:
        return measure(std::integral_constant<std::size_t, 8>{});
    case 16:
        return measure(std::integral_constant<std::size_t, 16>{});
    case 64:
        return measure(std::integral_constant<std::size_t, 64>{});
    case 256:
        return measure(std::integral_constant<std::size_t, 256>{});
    case 1024:
        return measure(std::integral_constant<std::size_t, 1024>{});
    default:
        return measure(std::integral_constant<std::size_t, 4096>{});
    }
}

}  // namespace ringbench
