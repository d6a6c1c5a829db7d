// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/ring_view.h"

#include <QStringList>

#include <vector>

namespace widgets {

/// Which consumers have a lane: up to eight of them all; of more the seven with the most lag, which
/// stay for a second, and one lane for the others at their maximum.
class RingLanes {
public:
    static constexpr std::size_t kLanes = 8;

    void choose(const RingViewState& state, qint64 nowMs);
    [[nodiscard]] const std::vector<RingConsumer>& lanes() const { return m_lanes; }
    /// Lane of who holds the producer, or would next; −1 if nobody does.
    [[nodiscard]] int culprit() const { return m_culprit; }
    /// Largest fraction among those that are there.
    [[nodiscard]] double slowest() const { return m_slowest; }

private:
    [[nodiscard]] bool isStale(const RingViewState& state, qint64 nowMs) const;
    void pickSlowest(const RingViewState& state);
    void fill(const RingViewState& state);

    QStringList m_picked;  ///< only with more than eight
    qint64 m_pickedAt = 0;
    std::vector<RingConsumer> m_lanes;
    int m_culprit = -1;
    double m_slowest = 0;
};

}  // namespace widgets
