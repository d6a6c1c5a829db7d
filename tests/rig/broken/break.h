// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdlib>
#include <string_view>

namespace rigtest {

/// Whether the worker is to break that promise: RINGTEST_BREAK names it.
inline bool is_broken(std::string_view promise)
{
    const char* const broken = std::getenv("RINGTEST_BREAK");
    return broken != nullptr && promise == broken;
}

}  // namespace rigtest
