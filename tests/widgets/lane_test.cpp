// SPDX-License-Identifier: GPL-3.0-or-later
#include "fault_row.h"
#include "lane_layout.h"
#include "lane_painter.h"
#include "lane_tip.h"
#include "mark_groups.h"

#include "widgets/type_scale.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QStringList>

#include <optional>
#include <vector>

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

constexpr QRect kLane(0, 0, 1000, 100);

/// What is written about faults; now is at 100 s.
std::vector<LaneLabel> labelsOf(const StripEvents& events)
{
    const Theme theme = Theme::light();
    const StripScene scene{events, kTime, 100, 100, true, false, theme, QApplication::font()};
    return faultLabels(faultBars(scene, kLane), scene, kLane);
}

QStringList textsOf(const StripEvents& events)
{
    QStringList texts;
    for (const LaneLabel& label : labelsOf(events))
        texts.append(label.text);
    return texts;
}

FaultBand fault(const QString& name, double from, std::optional<double> to)
{
    return {name, from, from, {}, to, {}, false};
}

TEST(EventLane, NamesOfFaultsAreNotWrittenOverEachOtherOrOverABar)
{
    StripEvents events;
    for (int i = 0; i < 12; ++i) {  // from bars over each other to bars far from each other
        const double from = 2 + i * i * 0.75;
        events.faults.push_back(fault(u"rejoin of cp_%1"_s.arg(i), from, from + 3));
        events.faults.back().recovered = from + 3 + i % 3;
    }
    const Theme theme = Theme::light();
    const StripScene scene{events, kTime, 100, 100, true, false, theme, QApplication::font()};
    const std::vector<FaultBar> bars = faultBars(scene, kLane);
    const std::vector<LaneLabel> labels = faultLabels(bars, scene, kLane);
    EXPECT_GE(labels.size(), 5U);
    for (const LaneLabel& label : labels) {
        for (const LaneLabel& other : labels)
            EXPECT_TRUE(&label == &other || !label.box.intersects(other.box))
                << label.text.toStdString() << " and " << other.text.toStdString();
        for (const FaultBar& bar : bars)
            EXPECT_TRUE(label.inside || !label.box.intersects(bar.solid))
                << label.text.toStdString() << " over " << bar.fault->name.toStdString();
    }
}

TEST(EventLane, ABarInWhichAnotherBeginsIsNamedBeforeThat)
{
    StripEvents events;
    events.faults = {fault(u"slow cp_0 ×10"_s, 4, {}), fault(u"freeze cp_1"_s, 45, 75)};
    const std::vector<LaneLabel> labels = labelsOf(events);
    ASSERT_EQ(labels.size(), 2U);
    EXPECT_EQ(labels[0].text, u"slow cp_0 ×10");
    EXPECT_LT(labels[0].box.right(), 450);
    EXPECT_EQ(labels[1].text, u"freeze cp_1");
    EXPECT_GE(labels[1].box.left(), 450);
    events.faults[1].requested = 11;
    events.faults[1].proven = 11;
    EXPECT_TRUE(textsOf(events)[0].endsWith(u"…"_s)) << textsOf(events)[0].toStdString();
    events.faults[1].requested = 4;
    events.faults[1].proven = 4;
    EXPECT_EQ(textsOf(events), QStringList(u"freeze cp_1"_s)) << "no room is the first one's own";
}

TEST(EventLane, HowLongItTookIsWrittenWholeOrNotAtAll)
{
    StripEvents events;
    events.faults = {fault(u"stall cp_1"_s, 10, 30), fault(u"kill cp_2"_s, 70, 90)};
    events.faults[0].recovered = 48.25;
    EXPECT_EQ(textsOf(events).size(), 3);
    EXPECT_TRUE(textsOf(events)[1].startsWith(u"recovered in 18."_s));
    events.faults[1].requested = 55;
    events.faults[1].proven = 55;
    EXPECT_EQ(textsOf(events), QStringList({u"stall cp_1"_s, u"kill cp_2"_s}));
}

TEST(EventLane, ItsTipTellsAllThatLiesThereAlsoWhatWasNotWritten)
{
    StripEvents events;
    events.faults = {fault(u"slow cp_0 ×10"_s, 20, 80), fault(u"freeze cp_1"_s, 20, 50)};
    events.faults[1].recovered = 50;
    events.held = {{30, 32, u"cp_1"_s, {}}};
    const Theme theme = Theme::light();
    const QFont font = QApplication::font();
    const StripScene scene{events, kTime, 100, 100, true, false, theme, font};
    const auto tip = [&](int x, int row) {
        return laneTip(scene, kLane, {x, laneRowMiddle(row, kLane, font)});
    };
    EXPECT_EQ(tip(400, kFaultRow), u"slow cp_0 ×10\nfreeze cp_1, recovered at once");
    EXPECT_EQ(tip(700, kFaultRow), u"slow cp_0 ×10");
    EXPECT_EQ(tip(900, kFaultRow), u"");
    EXPECT_TRUE(tip(310, kProducerRow).startsWith(u"held 2"_s));
    EXPECT_EQ(tip(310, kStateRow), u"");
}

TEST(EventLane, HowLongTheProducerWasHeldIsNotWrittenUnderTheNextBar)
{
    StripEvents alone;
    alone.held = {{40, 40.5, u"cp_1"_s, {}}};
    StripEvents followed = alone;
    followed.held.push_back({42, 42.5, u"cp_1"_s, {}});
    StripEvents second;
    second.held = {followed.held[1]};
    const auto painted = [](const StripEvents& events) {
        QImage image(1000, 100, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintLane(painter,
            {events, kTime, 100, 100, true, false, Theme::light(), QApplication::font()}, kLane);
        return image;
    };
    const QRect between(406, 0, 14, 100);
    EXPECT_NE(painted(alone).copy(between), painted({}).copy(between)) << "there it is written";
    EXPECT_EQ(painted(followed).copy(between), painted({}).copy(between));
    const QRect behind(426, 0, 574, 100);
    EXPECT_EQ(painted(followed).copy(behind), painted(second).copy(behind));
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
