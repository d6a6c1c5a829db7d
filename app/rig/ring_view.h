// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/position_log.h"
#include "rig/scenario/observations.h"
#include "rig/worker/worker_options.h"

#include <ringlib/observer.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace rig {

/// A rig's own look at its ring, read-only: finds it, reads it, finds the next one of its name.
///
/// Thread: one at a time. Never waits.
class RingView {
public:
    explicit RingView(RingTarget ring);

    void look();

    /// As of the last look; without the states that are the evaluator's.
    [[nodiscard]] const scenario::RingObservation& seen() const { return m_seen; }
    /// As it was read last; nothing before that.
    [[nodiscard]] const ringlib::RingSnapshot* snapshot() const
    {
        return m_was_read ? &m_snapshot : nullptr;
    }
    [[nodiscard]] const scenario::ConsumerObservation* find_consumer(std::string_view id) const;
    [[nodiscard]] const PositionLog& positions() const { return m_positions; }
    /// The file that is looked at, whatever its name leads to by now; nothing while there is none.
    [[nodiscard]] std::optional<struct stat> file() const;
    /// When the producer's last alert about that consumer was, as the ring's blackbox has it.
    [[nodiscard]] std::optional<scenario::Time> alerted_at(std::string_view consumer) const;

private:
    void attach();
    void read();
    void note_loss(const ringlib::Error& error);
    void note_snapshot();

    RingTarget m_ring;
    std::optional<ringlib::RingObserver> m_observer;
    ringlib::RingSnapshot m_snapshot;
    PositionLog m_positions;
    bool m_was_read = false;
    scenario::RingObservation m_seen;
};

}  // namespace rig
