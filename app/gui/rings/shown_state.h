// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/ring_reading.h"

#include "widgets/state_shape.h"

namespace gui {

/// A state as it is drawn.
struct ShownState {
    widgets::StateShape shape{};
    widgets::Tone tone{};
};

[[nodiscard]] widgets::StateShape shapeOf(monitor::ConsumerState state);
[[nodiscard]] widgets::Tone toneOf(monitor::Severity severity);

/// Of a ring of which no more is known than a word.
/// @param nameless processes use it, and its name was removed
[[nodiscard]] ShownState shownState(monitor::RingWord word, bool nameless = false);
/// Of a ring that is watched: that it holds its producer comes first, then its worst consumer.
[[nodiscard]] ShownState shownState(const monitor::RingReading& reading);

}  // namespace gui
