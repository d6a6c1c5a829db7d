// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ring_geometry.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr double kFullTurn = 360;
constexpr double kMergeAngle = 11;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

PlacedName placeOne(const NameGroup& group, QPointF centre, double radius)
{
    PlacedName name;
    name.group = group;
    name.at = ringPoint(centre, radius * kLeaderReach + kLeaderGap, group.angle);
    const double sine = std::sin(radians(group.angle));
    name.side = sine >= 0 ? 1 : -1;
    name.centred = std::abs(sine) < 0.2 && std::cos(radians(group.angle)) < 0;
    name.twoLines = group.names.size() > 1 && std::abs(sine) > 0.5;
    return name;
}

/// The names of one side of the ring, from the top down.
class NameColumn {
public:
    NameColumn(std::vector<PlacedName*> names, QPointF centre, double reach, double lineHeight)
        : m_names(std::move(names))
        , m_centre(centre)
        , m_reach(reach)
        , m_lineHeight(lineHeight)
    {
        std::stable_sort(m_names.begin(), m_names.end(),
            [](const PlacedName* a, const PlacedName* b) { return a->at.y() < b->at.y(); });
    }

    /// Down from above, and up again from below what is there of the pane.
    void spread()
    {
        for (std::size_t i = 1; i < m_names.size(); ++i) {
            const double least = m_names[i - 1]->at.y() + heightOf(*m_names[i - 1]);
            if (m_names[i]->at.y() < least)
                moveTo(*m_names[i], least);
        }
        double below = m_centre.y() + m_reach + m_lineHeight;
        for (auto name = m_names.rbegin(); name != m_names.rend(); ++name) {
            const double most = below - heightOf(**name);
            if ((*name)->at.y() > most)
                moveTo(**name, most);
            below = (*name)->at.y();
        }
    }

private:
    [[nodiscard]] double heightOf(const PlacedName& name) const
    {
        return name.twoLines ? 2 * m_lineHeight : m_lineHeight;
    }

    /// Along the outside of the ring.
    void moveTo(PlacedName& name, double y) const
    {
        name.at.setY(y);
        const double dy = y - m_centre.y();
        if (std::abs(dy) >= m_reach)
            return;
        const double outside = std::max(
            std::abs(name.at.x() - m_centre.x()), std::sqrt(m_reach * m_reach - dy * dy));
        name.at.setX(m_centre.x() + name.side * outside);
    }

    std::vector<PlacedName*> m_names;
    QPointF m_centre;
    double m_reach;
    double m_lineHeight;
};

/// A name under the ring is centred unless another one is near, which it would run into.
void centreWhereAlone(std::vector<PlacedName>& placed)
{
    constexpr double kNear = 40;
    for (PlacedName& name : placed) {
        name.centred = name.centred
            && std::none_of(placed.begin(), placed.end(), [&](const PlacedName& other) {
                   return &other != &name && std::abs(other.group.angle - name.group.angle) < kNear;
               });
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
    std::vector<PlacedName> placed;
    placed.reserve(groups.size());
    for (const NameGroup& group : groups)
        placed.push_back(placeOne(group, centre, radius));
    centreWhereAlone(placed);
    for (const int side : {-1, 1}) {
        std::vector<PlacedName*> column;
        for (PlacedName& name : placed) {
            if (name.side == side)
                column.push_back(&name);
        }
        NameColumn(std::move(column), centre, radius * kLeaderReach + kLeaderGap, lineHeight)
            .spread();
    }
    return placed;
}

}  // namespace widgets
