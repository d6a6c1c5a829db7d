// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/event_schema.h>

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace monitor {

// An event's bytes may hold anything: what they give is printable ASCII, or JSON.

/// 16 bytes a line: offset, bytes, and what is printable of them. Ends in a line break.
[[nodiscard]] std::string hex_dump(std::span<const std::byte> bytes, const std::string& indent);
/// "0a1b2c".
[[nodiscard]] std::string hex_digits(std::span<const std::byte> bytes);

/// "98", "1.5", "[1, 2]", "true", "\"AAPL\"", a time by `time_text`.
/// @pre the field lies inside the event, as RingTap::schema() promises.
[[nodiscard]] std::string field_text(
    const ringlib::EventField& field, std::span<const std::byte> event);
/// The same as JSON: numbers, also times in ns; text and raw bytes (hex) as strings; a float that
/// is no number as "nan", "inf" or "-inf".
[[nodiscard]] nlohmann::ordered_json field_json(
    const ringlib::EventField& field, std::span<const std::byte> event);

/// A date from 2001-09-09 on ("2026-11-25T02:50:32.123456789Z"): that is no other clock's. Below it
/// seconds, as of a clock that counts from the boot: "12345.678901234 s".
[[nodiscard]] std::string time_text(std::uint64_t ns);

}  // namespace monitor
