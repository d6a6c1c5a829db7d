// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_layout.h"
#include "lane_painter.h"
#include "mark_groups.h"

#include "widgets/type_scale.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QFontMetrics>
#include <QImage>
#include <QPainter>

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

/// Pixels that differ between two lanes.
int different(const StripEvents& a, const StripEvents& b)
{
    const QFont font = QApplication::font();
    const auto paint = [&](const StripEvents& events) {
        QImage image(1000, laneHeight(events, font), QImage::Format_RGB32);
        image.fill(Theme::light().alt);
        QPainter painter(&image);
        paintLane(
            painter, {events, kTime, 100, 100, true, false, Theme::light(), font}, image.rect());
        return image;
    };
    const QImage first = paint(a);
    const QImage second = paint(b);
    int count = 0;
    for (int y = 0; y < first.height(); ++y) {
        for (int x = 0; x < first.width(); ++x)
            count += first.pixel(x, y) != second.pixel(x, y) ? 1 : 0;
    }
    return count;
}

TEST(EventLane, AHollowMarkIsWhereTheDataCrossedTheLineBeforeTheStateWasSaid)
{
    StripEvents said;
    said.marks = {mark(50, u"cp_1"_s, Tone::Error)};
    StripEvents crossed = said;
    crossed.marks[0].evidence = 40;  // a hundred pixels before
    EXPECT_GT(different(said, crossed), 80) << "the line between the two";
    crossed.marks[0].evidence = 50;
    EXPECT_EQ(different(said, crossed), 0) << "said at once";
    crossed.marks[0].evidence = 50.3;
    EXPECT_EQ(different(said, crossed), 0) << "never behind it";
}

TEST(EventLane, WhatRecoveredBetweenTwoSamplesRecoveredAtOnce)
{
    EXPECT_EQ(recoveryText(0), u"recovered at once");
    EXPECT_EQ(recoveryText(0.01), u"recovered at once");
    EXPECT_TRUE(recoveryText(1.46).startsWith(u"recovered in 1.4"));
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

/// The lane as it is painted with two faults, the second this many seconds after the first.
QImage laneWith(double after, const QString& secondName)
{
    StripEvents events;
    events.faults = {{u"freeze of the producer"_s, 40, 40, {}, 41, {}, false},
        {secondName, 40 + after, 40 + after, {}, 41 + after, {}, false}};
    QImage image(1000, 120, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintLane(painter, {events, kTime, 100, 100, true, false, Theme::light(), QApplication::font()},
        QRect(0, 0, 1000, 100));
    return image;
}

TEST(EventLane, NamesOfFaultsAreNotWrittenOverEachOther)
{
    EXPECT_EQ(laneWith(3, u"rejoin of cp_2"_s), laneWith(3, u""_s));
    EXPECT_NE(laneWith(30, u"rejoin of cp_2"_s), laneWith(30, u""_s));
}

TEST(EventLane, WhatCameOfAFaultIsNotWrittenOverTheBarOfAnother)
{
    const auto recovered = [](double end, double before) {
        StripEvents events;
        events.faults = {{u""_s, before, before, {}, before + 1, {}, false},
            {u""_s, end - 1, end - 1, {}, end, end, false}};
        return events;
    };
    const auto painted = [](const StripEvents& events) {
        QImage image(1000, 120, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintLane(painter,
            {events, kTime, 100, 100, true, false, Theme::light(), QApplication::font()},
            QRect(0, 0, 1000, 100));
        return image;
    };
    const auto unrecovered = [](StripEvents events) {
        events.faults[1].recovered = {};
        return events;
    };
    // No room to the right, and a bar to the left: nothing but the end of the bracket remains.
    const StripEvents crowded = recovered(99, 96);
    const StripEvents alone = recovered(99, 20);
    const QRect left(0, 0, 960, 100);
    EXPECT_EQ(painted(crowded).copy(left), painted(unrecovered(crowded)).copy(left));
    EXPECT_NE(painted(alone).copy(left), painted(unrecovered(alone)).copy(left));
}

}  // namespace
