// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include <unistd.h>

namespace ringbench {

template <std::size_t Bytes>
struct Event {
    std::array<std::uint64_t, Bytes / sizeof(std::uint64_t)> words;
};

/// A name of this process's own, so that two runs never meet.
inline std::string ring_name(const std::string& what)
{
    return "ring_bench-" + what + "-" + std::to_string(::getpid());
}

}  // namespace ringbench
