// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"
#include "ringlib/layout.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ringlib {

/// What a program expects of the events in a ring; an empty name is not compared.
struct EventType {
    std::uint64_t size = 0;
    std::uint64_t align = 0;
    std::string_view name;
};

struct RingShape {
    std::uint64_t capacity = 0;
    EventType event;
    std::uint32_t consumer_slots = 0;
    std::string_view label;
    std::uint64_t histograms_size = 0;  ///< bytes; 0: the ring has none
    std::uint64_t schema_size = 0;  ///< bytes; 0: the ring has none
};

/// A header for a new ring: sections placed, identity drawn, checksum set.
/// @errors InvalidCapacity, EventMismatch (size out of range),
/// TooLarge, InvalidConfig (consumer slots).
[[nodiscard]] Expected<layout::RingHeader> make_header(
    std::string_view ring, const RingShape& shape);

/// Checks a private copy of a header against itself and the size of the file it came from. Every
/// sum and product is overflow-checked; whatever passes may be used for addressing without a second
/// look.
/// @errors NotARing, VersionMismatch (both versions), Corrupt (the field and both values),
/// Truncated (both sizes).
[[nodiscard]] Expected<void> check_header(
    std::string_view ring, const layout::RingHeader& header, std::uint64_t file_size);

/// Does a program built for `event` with `capacity` slots fit?
/// @errors CapacityMismatch, EventMismatch, both values.
[[nodiscard]] Expected<void> check_shape(std::string_view ring, const layout::RingHeader& header,
    std::uint64_t capacity, const EventType& event);

[[nodiscard]] std::string text_field(
    std::span<const char> field);  ///< up to the first NUL or the field's end
[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes);

}  // namespace ringlib
