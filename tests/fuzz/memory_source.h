// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <sys/types.h>

namespace fuzz {

/// Answers the reads of whoever looks at a ring: what `pread` would, for those bytes from that
/// offset on.
using MemorySource = std::function<ssize_t(std::span<std::byte> target, std::uint64_t offset)>;

/// From here on `pread` asks `from`, for every descriptor, until the object goes.
class ReadsFrom {
public:
    explicit ReadsFrom(MemorySource from);
    ReadsFrom(const ReadsFrom&) = delete;
    ReadsFrom& operator=(const ReadsFrom&) = delete;
    ReadsFrom(ReadsFrom&&) = delete;
    ReadsFrom& operator=(ReadsFrom&&) = delete;
    ~ReadsFrom();
};

}  // namespace fuzz
