// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/live/live_status.h"
#include "rig/rig.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rig {

/// The faults of a live rig, with what a rig does not say of them: until when they last, and when
/// the ring had recovered. Those that a script injects are among them.
class LiveFaults {
public:
    /// @returns why not; empty: it was asked for.
    [[nodiscard]] std::string inject(Rig& rig, Fault fault);
    /// After a tick; takes back what is not proven in its time.
    void look(Rig& rig, const scenario::Observations& seen, scenario::Time now);

    [[nodiscard]] const std::vector<LiveFault>& all() const { return m_faults; }
    /// What cannot be done since the last call, in words.
    [[nodiscard]] std::vector<std::string> take_troubles();

private:
    struct Before {
        std::uint64_t used = 0;
        bool was_held = false;
    };

    [[nodiscard]] std::size_t place_of(const Rig& rig, const scenario::FaultObservation& seen,
        const scenario::RingObservation& ring);
    void take_back_unproven(Rig& rig, LiveFault& fault, scenario::Time now);
    static void note_recovery(LiveFault& fault, const Before& before,
        const scenario::RingObservation& ring, scenario::Time now);

    std::vector<LiveFault> m_faults;
    std::vector<Before> m_before;  // of each
    std::vector<std::string> m_troubles;
    std::size_t m_next_id = 1;
};

}  // namespace rig
