// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "oracle.h"
#include "process.h"
#include "random.h"
#include "ring.h"
#include "scenario.h"
#include "trace.h"

#include <vector>

namespace ringlib::simulation {

/// What all simulated processes share, and what disturbs all of them.
struct World {
    World(std::uint64_t seed, Mode run_mode, bool traced)
        : random(seed * 2 + (run_mode == Mode::Safety ? 0 : 1))
        , mode(run_mode)
        , scenario(draw_scenario(random, mode))
        , oracle(scenario, mode)
        , trace(traced)
    {
        ring.slots.resize(scenario.consumers.size());
    }

    /// After a step: on a starved machine the next one comes late.
    void starve(Process& process)
    {
        if (now < starved_until) {
            const auto wanted = process.wants_at() == kNever ? now : process.wants_at();
            process.hold_until(wanted + random.between(std::chrono::nanoseconds(0), starved_by));
        }
    }

    Random random;
    Mode mode;
    Scenario scenario;
    Oracle oracle;
    Trace trace;
    Tally tally;
    Ring ring;
    std::chrono::nanoseconds now{};
    std::chrono::nanoseconds starved_until{};
    std::chrono::nanoseconds starved_by{};
    std::chrono::nanoseconds lags_until{};
    std::chrono::nanoseconds lags_by{};
};

}  // namespace ringlib::simulation
