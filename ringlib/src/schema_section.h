// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"
#include "ringlib/event_schema.h"
#include "segment.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ringlib {

/// May this schema describe events of `event_size` bytes? One without fields may.
/// @errors InvalidConfig: the field, what it is and what is allowed.
[[nodiscard]] Expected<void> check_schema(
    std::string_view ring, const EventSchema& schema, std::uint64_t event_size);

/// Writes a checked schema into the section of a new ring; one without fields writes nothing.
void write_schema(std::byte* section, const EventSchema& schema) noexcept;

/// Reads and checks what a stranger may have written; nothing where that is no schema.
[[nodiscard]] std::optional<EventSchema> read_schema(const OpenRing& ring);

}  // namespace ringlib
