// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/plots/history_source.h"
#include "gui/rings/ring_session.h"

#include "widgets/strip.h"

#include <string>
#include <vector>

namespace gui {

/// Which consumers have a curve of their own. More than can be told apart are drawn as one band.
struct ShownConsumers {
    std::vector<std::string> single;  ///< by number
    std::vector<std::string> others;

    [[nodiscard]] bool operator==(const ShownConsumers&) const = default;
};

/// All while they are few; else the selected one and those with the most lag, and of the ones that
/// left as many as there is room for.
/// @param before who is shown already: it stays so while others have not clearly more lag
[[nodiscard]] ShownConsumers shownConsumers(
    const RingSession& session, const ShownConsumers& before);

/// "held" when the ring is full, and never longer than its name leaves room for: whole minutes from
/// 2 on, up to 10. @param seconds not finite: it does not fill
[[nodiscard]] QString timeToFullText(double seconds);

/// The strips of a ring, from the top; `source` gives their numbers afterwards. Latency is there
/// only where the ring records it.
[[nodiscard]] std::vector<widgets::Strip> ringStrips(
    const RingSession& session, const ShownConsumers& shown, HistorySource& source);

}  // namespace gui
