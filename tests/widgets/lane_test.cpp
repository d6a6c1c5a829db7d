// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_painter.h"

#include "widgets/type_scale.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QFontMetrics>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;

constexpr TimeScale kTime{0, 100, 0, 1000};  // ten pixels a second

StateMark mark(double at, const QString& consumer, Tone tone = Tone::Info)
{
    return {at, consumer, StateShape::Starved, tone};
}

TEST(EventLane, MarksCloserThanFourPixelsBecomeOneThatCountsItsConsumers)
{
    const std::vector<MarkGroup> groups
        = groupMarks({mark(10, u"cp_0"_s), mark(10.1, u"cp_2"_s), mark(20, u"cp_1"_s)}, kTime);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].name, u"cp_0 +1");
    EXPECT_EQ(groups[1].name, u"cp_1");
}

TEST(EventLane, AMergedMarkShowsTheWorstOfThem)
{
    const std::vector<MarkGroup> groups = groupMarks(
        {mark(10, u"cp_0"_s), mark(10.1, u"cp_2"_s, Tone::Error), mark(10.2, u"cp_3"_s)}, kTime);
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].mark.tone, Tone::Error);
    EXPECT_EQ(groups[0].name, u"cp_2 +2");
}

TEST(EventLane, AConsumerIsNamedAtTheFirstMarkOfItsChain)
{
    const std::vector<MarkGroup> groups = groupMarks(
        {mark(10, u"cp_2"_s), mark(20, u"cp_2"_s), mark(30, u"cp_1"_s), mark(40, u"cp_2"_s)},
        kTime);
    ASSERT_EQ(groups.size(), 4U);
    EXPECT_EQ(groups[0].name, u"cp_2");
    EXPECT_EQ(groups[1].name, u"");
    EXPECT_EQ(groups[2].name, u"cp_1");
    EXPECT_EQ(groups[3].name, u"cp_2");
}

TEST(EventLane, HasARowOfNotesOnlyWhileThereAreSome)
{
    StripEvents events;
    EXPECT_EQ(laneRows(events), 3);
    events.captions = {{1, u"healthy"_s}};
    EXPECT_EQ(laneRows(events), 4);
    EXPECT_GT(laneHeight(events, QApplication::font()), laneHeight({}, QApplication::font()));
}

TEST(EventLane, RowNamesHaveRoomAtEveryFontSize)
{
    for (int pixels = 9; pixels <= 24; ++pixels) {
        QFont font = QApplication::font();
        font.setPixelSize(pixels);
        const int producer
            = QFontMetrics(scaledFont(font, kSmallText)).horizontalAdvance(u"producer"_s);
        EXPECT_GT(laneNamesWidth(font), producer) << pixels;
        EXPECT_GE(scaledPx(font, 21), scaledFont(font, kSmallText).pixelSize()) << pixels;
    }
}

}  // namespace
