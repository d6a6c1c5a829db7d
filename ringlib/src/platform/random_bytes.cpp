// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/random_bytes.h"

#include <sys/random.h>

namespace ringlib {

bool fill_with_random(std::span<std::uint8_t> bytes) noexcept
{
    return ::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
}

}  // namespace ringlib
