// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"
#include "gui/tables/event_log.h"

#include "monitor/clock.h"

#include "rig/live/live_status.h"

#include "widgets/state_shape.h"

#include <QString>

#include <optional>
#include <vector>

/// A rig as the window tells it: all of it safe to show.
namespace gui {

[[nodiscard]] inline monitor::TimePoint timeOf(rig::scenario::Time at)
{
    return monitor::TimePoint(at);
}

/// "1 → 3".
[[nodiscard]] QString shapeText(const rig::Topology& topology);
/// "stall cp_1".
[[nodiscard]] QString faultText(const rig::Fault& fault);
/// What was done to the ring, for its plots; nothing of what was refused.
[[nodiscard]] std::vector<FaultSpan> faultSpans(const rig::LiveStatus& status);

/// A process in a shape and a word.
struct ProcessWord {
    widgets::StateShape shape{};
    widgets::Tone tone{};
    QString word;  ///< "running", "stopped", "killed"
};
[[nodiscard]] ProcessWord processWord(const rig::LiveWorker& worker);
/// What more there is to say: whom it waits for, how it ended; empty: nothing.
[[nodiscard]] QString processRemark(const rig::LiveWorker& worker);

/// "alert 1.02 s after full", for the event lane: at its time, with how late that is.
[[nodiscard]] std::vector<Caption> alertMarks(const rig::LiveStatus& status);
/// In the event lane, in few words; nothing for what the lane tells anyway, or is no news there.
[[nodiscard]] std::optional<QString> laneWords(const rig::LiveEvent& event);
/// As a line of the events.
[[nodiscard]] LoggedEvent loggedEvent(const std::string& ring, const rig::LiveEvent& event);

}  // namespace gui
