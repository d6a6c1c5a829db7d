// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

namespace rigtest {

/// Whether the worker is to break that promise: RINGTEST_BREAK names it.
inline bool is_broken(std::string_view promise)
{
    const char* const broken = std::getenv("RINGTEST_BREAK");
    return broken != nullptr && promise == broken;
}

/// The name or path of the ring that this worker was told to use.
[[nodiscard]] const std::string& ring_of_this_worker();

}  // namespace rigtest
