// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ring_geometry.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr double kFullTurn = 360;
constexpr double kMergeAngle = 11;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

void placeOne(PlacedName& name, QPointF centre, double radius)
{
    name.at = ringPoint(centre, radius * kLeaderReach + kLeaderGap, name.group.angle);
    const double sine = std::sin(radians(name.group.angle));
    name.side = sine >= 0 ? 1 : -1;
    name.centred = std::abs(sine) < 0.2 && std::cos(radians(name.group.angle)) < 0;
    name.twoLines = name.group.names.size() > 1 && std::abs(sine) > 0.5;
}

/// Moves `name` below `above`, along the outside of the ring.
void pushBelow(
    PlacedName& name, const PlacedName& above, QPointF centre, double reach, double lineHeight)
{
    const double need = above.twoLines ? 2 * lineHeight : lineHeight;
    if (name.at.y() - above.at.y() >= need)
        return;
    name.at.setY(above.at.y() + need);
    const double dy = name.at.y() - centre.y();
    if (std::abs(dy) < reach && !name.centred) {
        const double outside
            = std::max(std::abs(name.at.x() - centre.x()), std::sqrt(reach * reach - dy * dy));
        name.at.setX(centre.x() + name.side * outside);
    }
}

}  // namespace

double ringAngle(double fraction)
{
    return -kHeadAngle - std::clamp(fraction, 0.0, 1.0) * (kFullTurn - 2 * kHeadAngle);
}

QPointF ringPoint(QPointF centre, double radius, double angle)
{
    return {centre.x() + radius * std::sin(radians(angle)),
        centre.y() - radius * std::cos(radians(angle))};
}

QString NameGroup::shortLine() const
{
    if (names.size() <= 1)
        return oneLine();
    return names[0] + u" +%1"_s.arg(names.size() - 1);
}

QString NameGroup::oneLine() const
{
    if (names.empty())
        return {};
    if (names.size() <= 2)
        return names.size() == 1 ? names[0] : names[0] + u" · "_s + names[1];
    return shortLine();
}

std::vector<NameGroup> groupNames(std::vector<NamedCursor> cursors)
{
    std::stable_sort(cursors.begin(), cursors.end(),
        [](const NamedCursor& a, const NamedCursor& b) { return a.fraction < b.fraction; });
    std::vector<NameGroup> groups;
    double sum = 0;
    for (const NamedCursor& cursor : cursors) {
        const double angle = ringAngle(cursor.fraction);
        const bool joins = !groups.empty() && !cursor.alone && !groups.back().alone
            && std::abs(groups.back().angle - angle) < kMergeAngle;
        if (!joins) {
            groups.push_back({angle, {cursor.name}, cursor.alone});
            sum = angle;
            continue;
        }
        NameGroup& group = groups.back();
        group.names.push_back(cursor.name);
        sum += angle;
        group.angle = sum / static_cast<double>(group.names.size());
    }
    for (NameGroup& group : groups)
        std::sort(group.names.begin(), group.names.end());
    return groups;
}

std::vector<PlacedName> placeNames(
    const std::vector<NameGroup>& groups, QPointF centre, double radius, double lineHeight)
{
    std::vector<PlacedName> placed(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        placed[i].group = groups[i];
        placeOne(placed[i], centre, radius);
    }
    for (const int side : {-1, 1}) {
        std::vector<PlacedName*> column;
        for (PlacedName& name : placed) {
            if (name.side == side)
                column.push_back(&name);
        }
        std::stable_sort(column.begin(), column.end(),
            [](const PlacedName* a, const PlacedName* b) { return a->at.y() < b->at.y(); });
        for (std::size_t i = 1; i < column.size(); ++i)
            pushBelow(
                *column[i], *column[i - 1], centre, radius * kLeaderReach + kLeaderGap, lineHeight);
    }
    return placed;
}

}  // namespace widgets
