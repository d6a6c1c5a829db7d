// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_details.h"
#include "monitor/ring_reading.h"

#include <nlohmann/json_fwd.hpp>

#include <ringlib/error.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace ringctl {

enum class Exit : int {
    Done = 0,
    TimedOut = 3,
    Usage = 64,
    NoRing = 66,
    NotUsable = 69,
    Internal = 70
};

enum class Format : std::uint8_t { Text, Json, JsonLines, Csv };

/// Writes all of it to stdout; says so on stderr when it does not fit. A reader that left has seen
/// enough: then nothing is said, and the command goes on to what it would have ended with.
[[nodiscard]] Exit write_out(std::string_view text);

/// One ring as JSON, one line of it, or CSV; the text format differs from command to command.
[[nodiscard]] std::string machine_text(
    Format format, const monitor::RingReading& reading, const monitor::RingDetails& details);

/// Indented, or as one line with `jsonl`.
[[nodiscard]] std::string json_line(Format format, const nlohmann::ordered_json& json);

/// Whether `error` of a write says that nobody reads any more: `ringctl watch orders | head -1`.
[[nodiscard]] bool reader_left(int error);

/// Says on stderr that stdout takes no more, and why.
[[nodiscard]] Exit complain_about_stdout(int error);

/// One line on stderr: "ringctl: <what>". Control characters are escaped.
void complain(std::string_view what);

/// Says on stderr why a ring could not be read and what to do.
/// @param hint said before the usual advice; may be empty.
/// @returns the exit code for it.
[[nodiscard]] Exit complain_about(const ringlib::Error& error, const std::string& hint);

}  // namespace ringctl
