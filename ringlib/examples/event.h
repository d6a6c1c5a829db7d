// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>

struct Event {
    std::uint64_t sequence;
};
