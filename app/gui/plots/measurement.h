// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "monitor/history.h"

#include <QString>

#include <optional>

namespace gui {

/// What happened between two times.
struct Measurement {
    monitor::Duration length{};
    std::optional<double> events;  ///< published
    std::optional<double> lagMax;  ///< percent of the ring
    QString slowest;  ///< whose that was
    std::optional<double> freeMin;

    /// "Δt 3.21 s   Δevents 32 104   …"; what is not known is a dash.
    [[nodiscard]] QString text() const;
};

/// @param a,b in either order
[[nodiscard]] Measurement measure(const RingSession& session, const monitor::History& history,
    monitor::TimePoint a, monitor::TimePoint b);

}  // namespace gui
