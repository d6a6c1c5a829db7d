// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/strip.h"

#include <vector>

namespace widgets {

/// Which strips are seen, from the top.
struct PaneChoice {
    std::vector<std::size_t> shown;  ///< number of the strip in each pane
    bool stacked = false;  ///< the last pane has a tab for each strip that stacks

    [[nodiscard]] bool operator==(const PaneChoice&) const = default;
};

struct PaneRoom {
    int height = 0;  ///< of all panes together
    int gap = 0;  ///< between two
    int least = 0;  ///< that a pane can be read at
};

/// All strips if they can be read; else those that stack share the last pane.
/// @param front title of the one that is seen then; the first one if it is none of them
[[nodiscard]] PaneChoice choosePanes(
    const std::vector<Strip>& strips, const PaneRoom& room, const QString& front);

}  // namespace widgets
