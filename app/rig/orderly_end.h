// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/rig_worker.h"

#include <chrono>
#include <optional>
#include <span>

namespace rig {

/// Ends workers as a stream ends: the producer closes it, the consumers read it to its end and the
/// last one removes the ring. Who has not ended by then gets SIGTERM, and then SIGKILL.
///
/// Never waits; time is passed in.
class OrderlyEnd {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// @param clean_limit how long consumers may read what is left of a closed ring.
    /// @param signal_limit how long they have after SIGTERM.
    explicit OrderlyEnd(std::chrono::nanoseconds clean_limit = std::chrono::seconds(3),
        std::chrono::nanoseconds signal_limit = std::chrono::seconds(1))
        : m_clean_limit(clean_limit)
        , m_signal_limit(signal_limit)
    {
    }

    /// One step. @param workers all that were looked at just now.
    /// @returns true when all of them have ended.
    bool advance(TimePoint now, std::span<RigWorker* const> workers);

private:
    enum class Phase { None, Closing, Terminating, Killing };

    void enter(Phase phase, TimePoint now, std::span<RigWorker* const> workers);

    std::chrono::nanoseconds m_clean_limit;
    std::chrono::nanoseconds m_signal_limit;
    Phase m_phase = Phase::None;
    TimePoint m_until;
};

}  // namespace rig
