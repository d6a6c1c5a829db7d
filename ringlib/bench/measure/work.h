// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

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

}  // namespace ringbench
