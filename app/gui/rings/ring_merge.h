// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_row.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace gui {

/// Makes `known` what `now` is, both by name, and tells `model` of every row that goes, comes or
/// changes: selection and scrolling survive rings that come and go.
template <typename Model>
void mergeRings(std::vector<RingRow>& known, std::vector<RingRow> now, Model&& model)
{
    std::sort(
        now.begin(), now.end(), [](const RingRow& a, const RingRow& b) { return a.ring < b.ring; });
    const auto removeRange = [&](std::size_t first, std::size_t end) {
        if (first < end) {
            model.beginRemove(static_cast<int>(first), static_cast<int>(end) - 1);
            known.erase(known.begin() + static_cast<std::ptrdiff_t>(first),
                known.begin() + static_cast<std::ptrdiff_t>(end));
            model.endRemove();
        }
    };
    std::size_t at = 0;
    for (RingRow& row : now) {
        std::size_t end = at;
        while (end < known.size() && known[end].ring < row.ring) {
            ++end;
        }
        removeRange(at, end);
        if (at == known.size() || known[at].ring != row.ring) {
            model.beginInsert(static_cast<int>(at), static_cast<int>(at));
            known.insert(known.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
            model.endInsert();
        } else if (known[at] != row) {
            known[at] = std::move(row);
            model.changed(static_cast<int>(at));
        }
        ++at;
    }
    removeRange(at, known.size());
}

}  // namespace gui
