// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/crew.h"

#include <chrono>
#include <vector>

namespace rig {

/// Workers that were told to end one by one, while the others go on: SIGTERM, and SIGKILL for who
/// has not ended a second later.
///
/// Never waits; time is passed in.
class WorkerStops {
public:
    using TimePoint = Crew::TimePoint;
    enum class Then { Nothing, Start };

    /// @param worker lives as long as this; who stands is let go, or it could not end.
    void begin(RigWorker& worker, TimePoint now, Then then = Then::Nothing);
    /// Kills whose time is over, and starts again who has ended and is to be started.
    void advance(Crew& crew, TimePoint now);

private:
    struct Stop {
        RigWorker* worker = nullptr;
        TimePoint until;
        Then then = Then::Nothing;
    };
    std::vector<Stop> m_stops;
};

}  // namespace rig
