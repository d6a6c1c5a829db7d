// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/ring_session.h"

#include "monitor/history.h"

#include "widgets/strip_events.h"

namespace gui {

/// What happened to the ring of `session`, for the bands and the event lane of the plots; samples
/// that were missed between the two times.
[[nodiscard]] widgets::StripEvents laneEvents(const RingSession& session,
    const monitor::History& history, monitor::TimePoint from, monitor::TimePoint to);

}  // namespace gui
