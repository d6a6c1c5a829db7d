// SPDX-License-Identifier: GPL-3.0-or-later
#include "column_painter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace {

using widgets::columnLines;
using widgets::columnPath;
using widgets::Span;

constexpr QRect kBox(10, 20, 40, 101);  // a value of 100 is at the top, 0 at the bottom
constexpr double kTop = 100;
constexpr widgets::AxisScale kAxis{0, kTop};

Span flat(double value)
{
    return {value, value, value, value, true, false};
}

std::vector<Span> columns(double value)
{
    std::vector<Span> all(static_cast<std::size_t>(kBox.width()), flat(value));
    return all;
}

/// Lowest and highest y of what is drawn in one column of pixels.
std::pair<int, int> extent(const QList<QLine>& lines, int x)
{
    std::pair<int, int> found{std::numeric_limits<int>::max(), std::numeric_limits<int>::min()};
    for (const QLine& line : lines) {
        if (line.x1() != x || line.x2() != x)
            continue;
        found.first = std::min({found.first, line.y1(), line.y2()});
        found.second = std::max({found.second, line.y1(), line.y2()});
    }
    return found;
}

TEST(ColumnPainter, DrawsOneLinePerColumnHoweverMuchHappenedInIt)
{
    EXPECT_EQ(columnLines(columns(50), kBox, kAxis).size(), kBox.width());
}

TEST(ColumnPainter, PutsZeroOnTheLowerEdgeAndTheTopOnTheUpper)
{
    std::vector<Span> some = columns(0);
    some.back() = flat(kTop);
    const QList<QLine> lines = columnLines(some, kBox, kAxis);
    EXPECT_EQ(extent(lines, kBox.left()).second, kBox.bottom());
    EXPECT_EQ(extent(lines, kBox.right()).first, kBox.top());
}

TEST(ColumnPainter, ASpikeOfOneSampleReachesItsValueInItsColumn)
{
    std::vector<Span> some = columns(10);
    some[17].max = 90;
    const QList<QLine> lines = columnLines(some, kBox, kAxis);
    EXPECT_EQ(extent(lines, kBox.left() + 17).first, kBox.bottom() - 90);
    EXPECT_EQ(extent(lines, kBox.left() + 16).first, kBox.bottom() - 10);
    EXPECT_EQ(extent(lines, kBox.left() + 18).first, kBox.bottom() - 10);
}

TEST(ColumnPainter, ADipOfOneSampleIsSeenLikeASpike)
{
    std::vector<Span> some = columns(80);
    some[5].min = 0;
    EXPECT_EQ(extent(columnLines(some, kBox, kAxis), kBox.left() + 5).second, kBox.bottom());
}

TEST(ColumnPainter, JoinsEachColumnToTheOneBefore)
{
    std::vector<Span> some = columns(10);
    std::fill(some.begin() + 20, some.end(), flat(70));
    const auto [high, low] = extent(columnLines(some, kBox, kAxis), kBox.left() + 20);
    EXPECT_EQ(high, kBox.bottom() - 70);
    EXPECT_EQ(low, kBox.bottom() - 10);
}

TEST(ColumnPainter, DrawsNoLineOverMissedSamples)
{
    std::vector<Span> some = columns(10);
    some[20] = flat(70);
    some[20].gapBefore = true;
    for (std::size_t i = 15; i < 20; ++i)
        some[i] = Span();
    const QList<QLine> lines = columnLines(some, kBox, kAxis);
    EXPECT_TRUE(std::all_of(lines.begin(), lines.end(), [](const QLine& line) {
        const int gap = kBox.left() + 17;
        return std::max(line.x1(), line.x2()) < gap || std::min(line.x1(), line.x2()) > gap;
    }));
    EXPECT_EQ(extent(lines, kBox.left() + 20).second, kBox.bottom() - 70);
}

TEST(ColumnPainter, JoinsSamplesThatAreFurtherApartThanAPixel)
{
    std::vector<Span> some(static_cast<std::size_t>(kBox.width()));
    some[4] = flat(20);
    some[30] = flat(60);
    const QList<QLine> lines = columnLines(some, kBox, kAxis);
    EXPECT_TRUE(lines.contains(
        QLine(kBox.left() + 4, kBox.bottom() - 20, kBox.left() + 30, kBox.bottom() - 60)));
}

TEST(ColumnPainter, StaysInItsBoxWhateverTheValuesAre)
{
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    std::vector<Span> some = columns(10);
    some[3] = {-50, 500, 500, -50, true, false};
    some[4] = {kNan, kNan, kNan, kNan, true, false};
    some[5] = {-kInfinity, kInfinity, 0, kInfinity, true, false};
    for (const double top : {kTop, 0.0, -1.0, kNan}) {
        for (const QLine& line : columnLines(some, kBox, {0, top})) {
            EXPECT_TRUE(kBox.contains(line.p1())) << top;
            EXPECT_TRUE(kBox.contains(line.p2())) << top;
        }
    }
}

TEST(ColumnPainter, NothingSampledIsNothingDrawn)
{
    EXPECT_TRUE(columnLines(std::vector<Span>(40), kBox, kAxis).isEmpty());
    EXPECT_TRUE(columnLines({}, kBox, kAxis).isEmpty());
}

TEST(ColumnPath, OfALevelCurveIsOneLine)
{
    const QPainterPath path = columnPath(columns(50), kBox, kAxis);
    EXPECT_EQ(path.elementCount(), 2);
    EXPECT_EQ(path.boundingRect(), QRectF(10, 70, 39, 0));
}

TEST(ColumnPath, KeepsASpikeAndStaysWithinItsBox)
{
    std::vector<Span> some = columns(10);
    some[17].max = 90;
    EXPECT_DOUBLE_EQ(columnPath(some, kBox, kAxis).boundingRect().top(), kBox.bottom() - 90);
    some[17].max = 1e9;
    some[3].min = -1e9;
    EXPECT_TRUE(QRectF(kBox).contains(columnPath(some, kBox, kAxis).boundingRect()));
}

TEST(ColumnPath, IsBrokenWhereSamplesAreMissing)
{
    std::vector<Span> some = columns(10);
    some[20].gapBefore = true;
    const QPainterPath path = columnPath(some, kBox, kAxis);
    ASSERT_EQ(path.elementCount(), 4);
    EXPECT_TRUE(path.elementAt(2).isMoveTo());
    EXPECT_EQ(path.elementAt(2).x, kBox.left() + 20);
}

}  // namespace
