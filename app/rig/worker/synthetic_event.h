// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/crc32c.h>
#include <ringlib/event.h>
#include <ringlib/event_schema.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace rig {

inline constexpr std::array<std::size_t, 8> kEventSizes = {32, 64, 128, 256, 512, 1024, 2048, 4096};

/// An event that proves itself: everything in it follows from its place in the stream, and a
/// checksum covers the rest.
template <std::size_t Bytes>
struct SyntheticEvent {
    static constexpr std::size_t kWords = (Bytes - 24) / sizeof(std::uint64_t);

    std::uint64_t sequence;
    std::uint32_t epoch;  ///< of its producer
    std::uint32_t checksum;  ///< CRC-32C of everything but itself
    std::uint64_t published_ns;  ///< CLOCK_MONOTONIC
    std::array<std::uint64_t, kWords> words;  ///< derived from sequence and epoch
};

/// The first of the derived words; each further one is one step more.
[[nodiscard]] constexpr std::uint64_t first_word(
    std::uint64_t sequence, std::uint32_t epoch) noexcept
{
    std::uint64_t word = sequence ^ (std::uint64_t{epoch} << 40U);
    word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9U;  // the finalizer of SplitMix64
    word = (word ^ (word >> 27U)) * 0x94d049bb133111ebU;
    return word ^ (word >> 31U);
}
inline constexpr std::uint64_t kWordStep = 0x9e3779b97f4a7c15U;

template <std::size_t Bytes>
[[nodiscard]] std::uint32_t checksum_of(const SyntheticEvent<Bytes>& event) noexcept
{
    using Event = SyntheticEvent<Bytes>;
    static_assert(sizeof(Event) == Bytes && offsetof(Event, checksum) == 12
        && offsetof(Event, published_ns) == 16);
    const auto bytes = std::as_bytes(std::span<const Event, 1>(&event, 1));
    const std::uint32_t before = ringlib::crc32c(bytes.first(offsetof(Event, checksum)));
    return ringlib::crc32c(bytes.subspan(offsetof(Event, published_ns)), before);
}

template <std::size_t Bytes>
void fill_event(SyntheticEvent<Bytes>& event, std::uint64_t sequence, std::uint32_t epoch,
    std::uint64_t now_ns) noexcept
{
    event.sequence = sequence;
    event.epoch = epoch;
    event.published_ns = now_ns;
    std::uint64_t word = first_word(sequence, epoch);
    for (std::uint64_t& place : event.words) {
        place = word;
        word += kWordStep;
    }
    event.checksum = checksum_of(event);
}

/// False: torn, or never written as a whole.
template <std::size_t Bytes>
[[nodiscard]] bool is_intact(const SyntheticEvent<Bytes>& event) noexcept
{
    std::uint64_t word = first_word(event.sequence, event.epoch);
    std::uint64_t difference = 0;
    for (const std::uint64_t place : event.words) {
        difference |= place ^ word;
        word += kWordStep;
    }
    return difference == 0 && event.checksum == checksum_of(event);
}

[[nodiscard]] constexpr bool is_event_size(std::uint64_t bytes) noexcept
{
    return std::find(kEventSizes.begin(), kEventSizes.end(), bytes) != kEventSizes.end();
}

/// Calls `f.operator()<Bytes>()` for a size known only at run time. `bytes` is one of kEventSizes.
template <typename F>
auto with_event_size(std::uint64_t bytes, F&& f)
{
    using Result = decltype(f.template operator()<kEventSizes.front()>());
    std::optional<Result> result;
    [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        ((kEventSizes[I] == bytes ? void(result.emplace(f.template operator()<kEventSizes[I]>()))
                                  : void()),
            ...);
    }
    (std::make_index_sequence<kEventSizes.size()>());
    return std::move(result.value());
}

/// What its bytes mean, for those who look on.
template <std::size_t Bytes>
[[nodiscard]] ringlib::EventSchema synthetic_schema()
{
    using Event = SyntheticEvent<Bytes>;
    return ringlib::describe_event<Event>()
        .field("sequence", &Event::sequence)
        .field("epoch", &Event::epoch)
        .field("checksum", &Event::checksum)
        .field("published", &Event::published_ns, ringlib::FieldType::TimeNs)
        .field("words", &Event::words);
}

}  // namespace rig

namespace ringlib {
template <std::size_t Bytes>
inline constexpr std::string_view event_name<rig::SyntheticEvent<Bytes>>  // NOLINT: the library's
    = "synthetic";
}  // namespace ringlib
