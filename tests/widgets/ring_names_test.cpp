// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ring_geometry.h"

#include <gtest/gtest.h>

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <random>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;

constexpr QPointF kCentre(200, 200);
constexpr double kLineHeight = 15;

TEST(RingGeometry, AnAngleIsALag)
{
    EXPECT_DOUBLE_EQ(ringAngle(0), -17);
    EXPECT_DOUBLE_EQ(ringAngle(0.25), -98.5);
    EXPECT_DOUBLE_EQ(ringAngle(0.5), -180);
    EXPECT_DOUBLE_EQ(ringAngle(0.75), -261.5);
    EXPECT_DOUBLE_EQ(ringAngle(1), -343);
}

TEST(RingGeometry, LagIsClampedToTheRing)
{
    EXPECT_DOUBLE_EQ(ringAngle(-0.5), ringAngle(0));
    EXPECT_DOUBLE_EQ(ringAngle(1.5), ringAngle(1));
}

TEST(RingGeometry, CaughtUpIsLeftOfTheProducerAndFullIsRightOfIt)
{
    EXPECT_LT(ringPoint(kCentre, 100, ringAngle(0)).x(), kCentre.x());
    EXPECT_GT(ringPoint(kCentre, 100, ringAngle(1)).x(), kCentre.x());
    EXPECT_LT(ringPoint(kCentre, 100, ringAngle(0.25)).x(), kCentre.x() - 98);
    EXPECT_NEAR(ringPoint(kCentre, 100, ringAngle(0.5)).y(), kCentre.y() + 100, 1e-9);
    EXPECT_GT(ringPoint(kCentre, 100, ringAngle(0.75)).x(), kCentre.x() + 98);
}

TEST(RingNames, CursorsCloserThanElevenDegreesShareOne)
{
    const auto groups = groupNames({{u"cp_2"_s, 0.02}, {u"cp_0"_s, 0}, {u"cp_1"_s, 0.5}});
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].oneLine(), u"cp_0 · cp_2");
    EXPECT_EQ(groups[1].oneLine(), u"cp_1");
}

TEST(RingNames, MoreThanTwoAreCounted)
{
    const auto groups
        = groupNames({{u"cp_3"_s, 0}, {u"cp_2"_s, 0}, {u"cp_0"_s, 0}, {u"cp_1"_s, 0.01}});
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].oneLine(), u"cp_0 +3");
    EXPECT_EQ(groups[0].shortLine(), u"cp_0 +3");
}

TEST(RingNames, TwoHaveAShortFormForWhereThereIsNoRoom)
{
    const auto groups = groupNames({{u"cp_2"_s, 0}, {u"cp_0"_s, 0}});
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].shortLine(), u"cp_0 +1");
}

TEST(RingNames, TheCulpritNeverMerges)
{
    const auto groups = groupNames({{u"cp_0"_s, 0.99}, {u"cp_1"_s, 1, true}, {u"cp_2"_s, 1}});
    int alone = 0;
    for (const NameGroup& group : groups) {
        const bool hasCulprit
            = std::find(group.names.begin(), group.names.end(), u"cp_1"_s) != group.names.end();
        EXPECT_EQ(hasCulprit, group.alone);
        if (group.alone) {
            ++alone;
            EXPECT_EQ(group.names.size(), 1U);
        }
    }
    EXPECT_EQ(alone, 1);
}

/// Where a name is drawn, if each is `width` wide.
QRectF boxOf(const PlacedName& name, double width)
{
    const double height = name.twoLines ? 2 * kLineHeight : kLineHeight;
    const double left = name.centred ? name.at.x() - width / 2
        : name.side < 0              ? name.at.x() - kLeaderToName - width
                                     : name.at.x() + kLeaderToName;
    const double top = name.at.y() - kLineHeight / 2 + (name.centred ? 8 : 0);
    return {left, top, width, height};
}

class CrowdedRing : public testing::TestWithParam<double> {
protected:
    /// Up to eight consumers, bunched together more often than not.
    std::vector<PlacedName> place(unsigned seed) const
    {
        std::mt19937 random(seed);
        const auto upTo
            = [&](double most) { return std::uniform_real_distribution<double>(0, most)(random); };
        const double around = upTo(1);
        const double spread = upTo(1);
        std::vector<NamedCursor> cursors;
        const int consumers = 1 + static_cast<int>(upTo(7.99));
        for (int i = 0; i < consumers; ++i) {
            const double fraction = std::clamp(around + (upTo(1) - 0.5) * spread, 0.0, 1.0);
            cursors.push_back({u"cp_%1"_s.arg(i), fraction, i == 3});
        }
        return placeNames(groupNames(cursors), kCentre, GetParam(), kLineHeight);
    }
};

TEST_P(CrowdedRing, NoTwoNamesOverlap)
{
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const std::vector<PlacedName> placed = place(seed);
        for (std::size_t a = 0; a < placed.size(); ++a) {
            for (std::size_t b = a + 1; b < placed.size(); ++b) {
                const QRectF first = boxOf(placed[a], 60).adjusted(0, 0.01, 0, -0.01);
                EXPECT_FALSE(first.intersects(boxOf(placed[b], 60)))
                    << "seed " << seed << ", " << placed[a].group.oneLine().toStdString() << " and "
                    << placed[b].group.oneLine().toStdString();
            }
        }
    }
}

TEST_P(CrowdedRing, NoNameLiesOnTheRingOrFarBelowIt)
{
    const double radius = GetParam();
    for (unsigned seed = 0; seed < 2000; ++seed) {
        for (const PlacedName& name : place(seed)) {
            const QPointF off = name.at - kCentre;
            EXPECT_GE(std::hypot(off.x(), off.y()), radius * kLeaderReach) << "seed " << seed;
            EXPECT_LE(boxOf(name, 60).bottom(),
                kCentre.y() + radius * kLeaderReach + kLeaderGap + kLineHeight + 2)
                << "seed " << seed;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Radii, CrowdedRing, testing::Values(80, 126, 220));

}  // namespace
