// SPDX-License-Identifier: GPL-3.0-or-later
#include "pane_choice.h"

#include <algorithm>
#include <optional>

namespace widgets {

namespace {

bool allCanBeRead(const std::vector<Strip>& strips, const PaneRoom& room)
{
    double sum = 0;
    double least = strips.empty() ? 1 : strips.front().weight;
    for (const Strip& strip : strips) {
        sum += strip.weight;
        least = std::min(least, strip.weight);
    }
    const int gaps = room.gap * std::max(0, static_cast<int>(strips.size()) - 1);
    return (room.height - gaps) * least / sum >= room.least;
}

}  // namespace

PaneChoice choosePanes(const std::vector<Strip>& strips, const PaneRoom& room, const QString& front)
{
    const auto stacking
        = std::count_if(strips.begin(), strips.end(), [](const Strip& s) { return s.stacks; });
    PaneChoice choice;
    choice.stacked = stacking > 1 && !allCanBeRead(strips, room);
    std::optional<std::size_t> atFront;
    for (std::size_t i = 0; i < strips.size(); ++i) {
        if (!choice.stacked || !strips[i].stacks)
            choice.shown.push_back(i);
        else if (!atFront || strips[i].title == front)
            atFront = i;
    }
    if (atFront)
        choice.shown.push_back(*atFront);
    return choice;
}

}  // namespace widgets
