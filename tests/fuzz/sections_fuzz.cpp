// SPDX-License-Identifier: MIT OR Apache-2.0
// A sound header with anything behind it: counters, schema, histograms, blackbox, slots, positions
// and events, as everything shows them that shows a ring.
#include "fuzz/fuzz_input.h"
#include "fuzz/memory_source.h"
#include "fuzz/ring_questions.h"
#include "hostile/hostile_ring.h"

#include <cstring>

namespace {

const ringtest::HostileRing& ring()
{
    static const ringtest::HostileRing kRing;
    return kRing;
}

// The input writes runs of bytes, anywhere behind the header.
std::string damaged_bytes(fuzz::Input input)
{
    std::string bytes = ring().sound();
    constexpr std::size_t kUnit = sizeof(std::uint64_t);
    const std::size_t begin = ringlib::layout::kPage / kUnit;
    while (!input.empty()) {
        const std::size_t word = begin + input.below(bytes.size() / kUnit - begin);
        const std::size_t length = 1 + input.take<std::uint8_t>() % 128;
        const auto run = input.take_bytes(std::min(length, bytes.size() - word * kUnit));
        std::copy(
            run.begin(), run.end(), bytes.begin() + static_cast<std::ptrdiff_t>(word * kUnit));
    }
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string& file = ring().file();
    const std::string bytes = damaged_bytes({data, size});
    const fuzz::ReadsFrom reads([&](std::span<std::byte> target, std::uint64_t offset) {
        const std::size_t there = offset < bytes.size() ? bytes.size() - offset : 0;
        const std::size_t got = std::min(target.size(), there);
        std::memcpy(target.data(), bytes.data() + (bytes.size() - there), got);
        return static_cast<ssize_t>(got);
    });
    auto observer = ringlib::RingObserver::attach(file);
    auto tap = ringlib::RingTap::attach(file);
    fuzz::require(observer && tap, "nothing behind the header makes a ring unreadable");
    fuzz::ask_everything(*observer, *tap);
    return 0;
}
