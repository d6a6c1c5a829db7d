// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

#include <vector>

/// Angles are degrees clockwise from 12 o'clock. The producer
/// stands still there; an angle is a lag.
namespace widgets {

/// Half of the gap that the producer's block takes.
inline constexpr double kHeadAngle = 17;
/// The gate, at which the slowest consumer holds the producer.
inline constexpr double kGateAngle = 11.3;

/// A leader ends at this many radii, and some pixels; its name begins a little further.
inline constexpr double kLeaderReach = 1.1;
inline constexpr double kLeaderGap = 3;
inline constexpr double kLeaderToName = 4;

/// @param fraction of the capacity that a cursor lags behind, 0 … 1
[[nodiscard]] double ringAngle(double fraction);
[[nodiscard]] QPointF ringPoint(QPointF centre, double radius, double angle);

/// One name, or several whose cursors are closer than 11°.
struct NameGroup {
    double angle = 0;
    std::vector<QString> names;  ///< sorted
    bool alone = false;  ///< the culprit: never merged

    /// "cp_0", "cp_0 · cp_2", "cp_0 +3".
    [[nodiscard]] QString oneLine() const;
    /// "cp_0 +1", for where two names have no room.
    [[nodiscard]] QString shortLine() const;
};

struct NamedCursor {
    QString name;
    double fraction = 0;
    bool alone = false;
};

[[nodiscard]] std::vector<NameGroup> groupNames(std::vector<NamedCursor> cursors);

/// Where a group is written.
struct PlacedName {
    NameGroup group;
    QPointF at;  ///< end of the leader
    int side = 1;  ///< −1 left of the ring, 1 right
    bool centred = false;  ///< right below the ring
    bool twoLines = false;  ///< "cp_1" over "+1"
};

/// Keeps names of one side at least `lineHeight` apart, pushing them outwards, and none below the
/// end of the lowest leader.
[[nodiscard]] std::vector<PlacedName> placeNames(
    const std::vector<NameGroup>& groups, QPointF centre, double radius, double lineHeight);

}  // namespace widgets
