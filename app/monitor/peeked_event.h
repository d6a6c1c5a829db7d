// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/event_schema.h>
#include <ringlib/tap.h>

#include <cstdint>
#include <optional>
#include <string>

namespace monitor {

/// What became of an event that was asked for.
enum class Fate : std::uint8_t { Read, Overwritten, NotPublished };

/// A single event of a ring, whole or not at all.
struct PeekedEvent {
    ringlib::Sequence sequence = ringlib::kNoSequence;
    Fate fate = Fate::NotPublished;
    ringlib::EventBytes bytes;  ///< empty unless it was read
};

/// @errors those of `RingTap::read` that are about the ring and not about the event.
[[nodiscard]] ringlib::Expected<PeekedEvent> peek_event(
    ringlib::RingTap& tap, ringlib::Sequence sequence);

[[nodiscard]] const char* name_of(Fate fate);  ///< "not_published"
[[nodiscard]] const char* words_of(Fate fate);  ///< "not published yet"

inline constexpr std::uint64_t kPeekedBytesMax = std::uint64_t{64} << 20U;  ///< held at once
/// Bytes of all fields together. They may overlap: each of 256 may be as large as the event.
[[nodiscard]] std::uint64_t fields_size(const ringlib::EventSchema& schema);
/// Nothing for one by which a single event would fill the memory: its bytes say as much.
[[nodiscard]] std::optional<ringlib::EventSchema> if_showable(
    std::optional<ringlib::EventSchema> schema);

/// A line for each field, or a dump of the bytes where there is no schema. For events that were
/// read.
[[nodiscard]] std::string event_text(
    const std::optional<ringlib::EventSchema>& schema, const PeekedEvent& event);

}  // namespace monitor
