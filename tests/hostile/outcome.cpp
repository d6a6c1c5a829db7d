// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/outcome.h"

#include <algorithm>
#include <cstdlib>

namespace ringtest {

std::uint64_t rounds(std::uint64_t in_short_form)
{
    const char* factor = std::getenv("RINGTEST_ROUNDS");  // NOLINT(concurrency-*): nobody sets it
    return in_short_form
        * (factor == nullptr ? 1 : std::max(std::strtoull(factor, nullptr, 10), 1ULL));
}

}  // namespace ringtest
