// SPDX-License-Identifier: GPL-3.0-or-later
#include "mark_groups.h"

#include <QStringList>

#include <cmath>

namespace widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMergePx = 4;

}  // namespace

std::vector<MarkGroup> groupMarks(const std::vector<StateMark>& marks, const TimeScale& time)
{
    std::vector<MarkGroup> groups;
    std::vector<QStringList> names;
    for (const StateMark& mark : marks) {
        const int x = static_cast<int>(std::lround(time.x(mark.at)));
        if (!groups.empty() && x - groups.back().x < kMergePx) {
            if (!names.back().contains(mark.consumer))
                names.back().append(mark.consumer);
            const StateMark& shown = groups.back().mark;
            if (mark.tone > shown.tone
                || (mark.tone == shown.tone && mark.consumer == shown.consumer))
                groups.back().mark = mark;
            continue;
        }
        groups.push_back({x, mark, {}});
        names.push_back({mark.consumer});
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i > 0 && names[i] == names[i - 1])
            continue;
        const qsizetype others = names[i].size() - 1;
        groups[i].name = others == 0 ? groups[i].mark.consumer
                                     : u"%1 +%2"_s.arg(groups[i].mark.consumer).arg(others);
    }
    return groups;
}

}  // namespace widgets
