// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ring_layout.h"

#include "widgets/ring_view.h"
#include "widgets/theme.h"

#include <vector>

class QPainter;

namespace widgets {

class RingLanes;

/// What a ring is painted from.
struct RingScene {
    const RingViewState& state;
    const RingLanes& lanes;
    RingLayout layout;
    const Theme& theme;
    QFont font;
};

/// Slots, tracks of the lanes, quarter ticks: all that stays while the used part stays.
void paintRingGround(QPainter& painter, const RingScene& scene);
/// Arcs, producer, gate, discs, high water.
void paintRingFront(QPainter& painter, const RingScene& scene);
/// Quantised so that one step is about a pixel.
[[nodiscard]] int usedSteps(const RingScene& scene);

}  // namespace widgets
