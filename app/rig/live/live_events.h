// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/live/live_status.h"
#include "rig/rig.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace rig {

/// What happens at a live rig, written down as it is seen.
class LiveEvents {
public:
    static constexpr std::size_t kEventsMax = 500;  ///< the oldest go

    /// After a tick.
    void look(const Rig& rig, const scenario::Observations& seen);
    void add(LiveEvent event);

    [[nodiscard]] std::vector<LiveEvent> all() const { return {m_events.begin(), m_events.end()}; }

private:
    /// Of one process, how much of it is written down.
    struct Told {
        bool ended = false;
        std::size_t alerts = 0;
    };

    void look_at(const scenario::WorkerObservation& worker, Told& told);
    void note_full(const scenario::RingObservation& ring);
    [[nodiscard]] std::optional<scenario::Time> full_since(scenario::Time at) const;

    std::deque<LiveEvent> m_events;
    std::uint64_t m_number = 0;
    std::vector<Told> m_told;  // of each process, in the order of their start
    std::size_t m_changes = 0;
    std::deque<scenario::Time> m_full;  // when the ring was filled, of late
};

}  // namespace rig
