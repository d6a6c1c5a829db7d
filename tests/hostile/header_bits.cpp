// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/header_bits.h"

#include "hostile/hostile_ring.h"
#include "hostile/random_words.h"

#include <algorithm>

namespace ringtest {
namespace {

constexpr std::size_t kHeader = sizeof(ringlib::layout::RingHeader);

std::size_t files_in(const std::filesystem::path& directory)
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(directory), {}));
}

/// What became of it that must not be; empty: everybody refused it and left it alone.
std::string mistake_with(const HostileRing& ring, const std::string& header)
{
    ring.write(0, header);
    const std::size_t files = files_in(ring.directory());
    if (ringlib::RingObserver::attach(ring.file())) {
        return "an observer took it";
    }
    if (ringlib::RingTap::attach(ring.file())) {
        return "a tap took it";
    }
    if (ring.consume()) {
        return "a consumer took it";
    }
    if (ring.produce()) {
        return "a producer took it";
    }
    if (ring.bytes() != header + ring.sound().substr(kHeader)) {
        return "its file was changed";
    }
    return files_in(ring.directory()) == files ? "" : "a file was left beside it";
}

/// Undamaged it is taken by everybody: that says that a refusal is about the damage.
void check_that_it_is_sound(const HostileRing& ring, Outcome& outcome)
{
    ring.put(ring.sound());
    if (!ringlib::RingObserver::attach(ring.file()) || !ringlib::RingTap::attach(ring.file())
        || !ring.consume() || !ring.produce()) {
        outcome.complain("the ring is refused also without damage");
    }
}

}  // namespace

Outcome attach_with_each_header_bit_flipped()
{
    const HostileRing ring;
    Outcome outcome;
    for (std::size_t bit = 0; bit < kHeader * 8; ++bit, ++outcome.tried) {
        std::string header = ring.sound().substr(0, kHeader);
        header[bit / 8] = static_cast<char>(header[bit / 8] ^ (1 << (bit % 8)));
        if (const auto mistake = mistake_with(ring, header); !mistake.empty()) {
            outcome.complain("bit " + std::to_string(bit) + ": " + mistake);
        }
    }
    check_that_it_is_sound(ring, outcome);
    outcome.figures += std::to_string(outcome.tried - outcome.bad) + " of "
        + std::to_string(outcome.tried) + " headers refused by all four";
    return outcome;
}

Outcome attach_with_random_header_bytes(std::uint64_t headers, std::uint64_t seed)
{
    const HostileRing ring;
    RandomWords random(seed);
    Outcome outcome;
    for (; outcome.tried < headers; ++outcome.tried) {
        std::string header = ring.sound().substr(0, kHeader);
        const std::uint64_t bytes = 2 + random.below(63);
        while (header == ring.sound().substr(0, kHeader)) {
            for (std::uint64_t i = 0; i < bytes; ++i) {
                header[random.below(kHeader)] = static_cast<char>(random.next());
            }
        }
        if (const auto mistake = mistake_with(ring, header); !mistake.empty()) {
            outcome.complain("header " + std::to_string(outcome.tried) + " of seed "
                + std::to_string(seed) + ": " + mistake);
        }
    }
    check_that_it_is_sound(ring, outcome);
    outcome.figures += std::to_string(outcome.tried - outcome.bad) + " of "
        + std::to_string(outcome.tried) + " headers refused by all four";
    return outcome;
}

}  // namespace ringtest
