// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "monitor/history.h"

#include "widgets/strip_events.h"

namespace gui {

/// The part of the past that can be seen, and how much time a pixel takes of it.
struct TimeSpan {
    monitor::TimePoint from;
    monitor::TimePoint to;
    monitor::Duration pixel{};
};

/// What happened to the ring of `session`, for the bands and the event lane of the plots. Of the
/// missed samples only those in `span`; gaps less than a pixel apart are one.
[[nodiscard]] widgets::StripEvents laneEvents(
    const RingSession& session, const monitor::History& history, const TimeSpan& span);

}  // namespace gui
