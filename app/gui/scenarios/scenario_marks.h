// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "monitor/run/scenario_run.h"

namespace gui {

/// What a run does to its ring, and how far it has come, as the plots show it.
/// @param scenario as it is run.
[[nodiscard]] std::vector<FaultSpan> faultSpans(
    const monitor::run::RunProgress& progress, const rig::scenario::Scenario& scenario);
[[nodiscard]] std::vector<Caption> captions(const monitor::run::RunProgress& progress);

/// "inject": what a phase is called on a card and in the event lane.
[[nodiscard]] QString phaseName(rig::scenario::Phase phase);

}  // namespace gui
