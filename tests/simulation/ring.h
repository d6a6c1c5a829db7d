// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "process.h"

#include <cstdint>
#include <vector>

namespace ringlib::simulation {

/// A slot as the producer's code knows it. A stored cursor may be seen late.
struct Slot {
    enum class State { Free, Active, Retained, Evicted };
    enum class Gone { No, Left, Died };

    State state = State::Free;
    Gone gone = Gone::No;
    std::uint64_t seen = 0;  ///< epoch
    std::uint64_t cursor = 0;  ///< as stored
    std::uint64_t visible = 0;  ///< as the producer sees it
    std::chrono::nanoseconds visible_at = kNever;  ///< when `cursor` will be what it sees

    [[nodiscard]] bool gates() const noexcept
    {
        return state == State::Active || state == State::Retained;
    }
};

/// The words that the processes share. A ring that ended is followed by another instance.
struct Ring {
    std::uint64_t instance = 0;
    std::uint64_t epoch = 0;
    std::uint64_t published = 0;
    bool is_open = false;
    std::vector<Slot> slots;
};

}  // namespace ringlib::simulation
