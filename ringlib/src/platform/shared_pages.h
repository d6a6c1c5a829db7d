// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace ringlib {

/// Maps a part of a file, shared, with its pages there at once and not at the first touch.
/// @returns null, and errno.
[[nodiscard]] void* map_shared(
    int fd, int protection, std::uint64_t offset, std::uint64_t length) noexcept;

/// From now on a forked child does not inherit these pages.
void keep_from_children(void* base, std::size_t length) noexcept;

/// In such a child: empty pages of its own where they were, unless somebody else has that place by
/// now.
void put_empty_pages(void* base, std::size_t length) noexcept;

}  // namespace ringlib
