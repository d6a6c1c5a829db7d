// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/event_schema.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace monitor {

/// One member of a ring's header: where it lies, what it holds, what that means.
struct HeaderField {
    ringlib::EventField place;  ///< counted from the begin of the segment
    std::string value;  ///< printable
    std::string meaning;
};

/// The header's bytes, read once through the observer's descriptor; none when the file is shorter.
void read_header(int descriptor, std::vector<std::byte>& out);
/// @param header as read_header() gave it; none of no bytes.
[[nodiscard]] std::vector<HeaderField> header_fields(std::span<const std::byte> header);

}  // namespace monitor
