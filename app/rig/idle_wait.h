// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/steering.h"

#include <ringlib/wait_strategy.h>

#include <chrono>

namespace rig {

/// What a worker does while there is nothing to do, between two looks at its ring. The library's
/// own waiting lasts until there is something; this one lets the worker be steered meanwhile.
class IdleWait {
public:
    explicit IdleWait(ringlib::WaitStrategy strategy)
        : m_strategy(strategy)
    {
    }

    /// There was something to do.
    void reset() { m_rounds = 0; }
    /// One round.
    void wait(Steering& steering, Steering::TimePoint now);

    /// How long `block` sleeps after it has waited so long.
    [[nodiscard]] static std::chrono::nanoseconds sleep_after(std::chrono::nanoseconds waited);

private:
    ringlib::WaitStrategy m_strategy;
    unsigned m_rounds = 0;
    Steering::TimePoint m_since;
};

}  // namespace rig
