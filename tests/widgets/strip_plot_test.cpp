// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/strip_plot.h"

#include "strip_readout.h"
#include "widgets/pictures.h"
#include "widgets/stripes.h"
#include "widgets/theme.h"
#include "widgets/units.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;
using widgets_test::count;
using widgets_test::PlotOnScreen;

constexpr double kNow = 8000;

class SpikeAtEveryZoom : public testing::TestWithParam<double> { };

TEST_P(SpikeAtEveryZoom, OneSampleIsSeen)
{
    const double window = GetParam();
    PlotOnScreen quiet(10);
    quiet.plot().setWindowSeconds(window);
    quiet.refresh(kNow);
    const PlotOnScreen::Extent flat = quiet.curve();
    EXPECT_EQ(flat.highest, flat.lowest);

    PlotOnScreen spiked(10);
    spiked.samples().set(std::lround((kNow - window / 2) * 100), 90);
    spiked.samples().set(std::lround((kNow - window / 3) * 100), 0);
    spiked.plot().setWindowSeconds(window);
    spiked.refresh(kNow);
    const PlotOnScreen::Extent seen = spiked.curve();
    // From 10 to 0 are `down` pixels, so from 10 to 90 are eight times as many.
    const int down = seen.lowest - flat.lowest;
    EXPECT_GT(down, 5);
    EXPECT_NEAR(flat.highest - seen.highest, 8 * down, 8);
}

INSTANTIATE_TEST_SUITE_P(Windows, SpikeAtEveryZoom, testing::Values(0.2, 1, 30, 600, 7200));

TEST(StripPlot, DrawsAgainOnlyWhenSomethingMovedByAPixel)
{
    PlotOnScreen screen;
    StripPlot& plot = screen.plot();
    plot.setWindowSeconds(100);
    screen.refresh(kNow);
    const quint64 before = plot.frames();
    for (int i = 1; i <= 200; ++i)
        screen.refresh(kNow + i * 0.005);
    const double perPixel = 100 * 1.08 / 700;  // the curve is about 700 px wide
    const auto drawn = static_cast<double>(plot.frames() - before);
    EXPECT_GE(drawn, std::floor(1 / perPixel));
    EXPECT_LE(drawn, 2 * std::ceil(1 / perPixel) + 2);
}

TEST(StripPlot, DrawsNothingWhileItCannotBeSeen)
{
    PlotOnScreen screen;
    screen.refresh(kNow);
    screen.plot().hide();
    const quint64 before = screen.plot().frames();
    for (int i = 1; i <= 50; ++i)
        screen.refresh(kNow + i);
    EXPECT_EQ(screen.plot().frames(), before);
    screen.plot().show();
    screen.refresh(kNow + 51);
    EXPECT_EQ(screen.plot().frames(), before + 1);
}

TEST(StripPlot, EqualEventsAreNoReasonToDraw)
{
    PlotOnScreen screen;
    StripEvents events;
    events.held = {{kNow - 3, {}, u"cp_1"_s, kNow + 2}};
    screen.plot().setEvents(events);
    screen.refresh(kNow);
    const quint64 before = screen.plot().frames();
    screen.plot().setEvents(events);
    screen.refresh(kNow);
    EXPECT_EQ(screen.plot().frames(), before);
    events.held[0].to = kNow;
    screen.plot().setEvents(events);
    screen.refresh(kNow);
    EXPECT_EQ(screen.plot().frames(), before + 1);
}

TEST(StripPlot, AHeldProducerIsRedAtTheTopAndOnlyThen)
{
    PlotOnScreen screen;
    screen.refresh(kNow);
    const QColor red = theme(screen.plot().palette()).err;
    EXPECT_EQ(count(screen.picture(), red), 0);
    StripEvents events;
    events.held = {{kNow - 3, {}, u"cp_1"_s, kNow + 2}};
    screen.plot().setEvents(events);
    screen.refresh(kNow);
    EXPECT_GT(count(screen.picture(), red), 3 * 50);  // three pixels thick, 3 s of 30 long
}

/// Longest run of a colour along a line of the picture.
int longestRun(const QImage& image, const QColor& color, const QRect& within)
{
    int longest = 0;
    for (int y = within.top(); y <= within.bottom(); ++y) {
        int run = 0;
        for (int x = within.left(); x <= within.right(); ++x) {
            run = image.pixelColor(x, y) == color ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    return longest;
}

/// How many pixels of the curve are in its own colour where a title begins, in a low strip.
int curveBelowTitle(double value)
{
    PlotOnScreen screen(value);
    screen.plot().resize(900, 130);
    screen.refresh(100);
    const QRect title(80, 0, 30, 130);
    return count(screen.picture(), theme(screen.plot().palette()).series(0), title);
}

TEST(StripPlot, ACurveIsFaintWhereItRunsThroughTheTitle)
{
    EXPECT_EQ(curveBelowTitle(1), 30);
    int least = 30;
    for (int value = 20; value <= 100; value += 5)
        least = std::min(least, curveBelowTitle(value));
    EXPECT_EQ(least, 0);
}

TEST(StripPlot, ARedDotIsWhereLivenessWillFireOnlyWhileTheProducerIsHeld)
{
    PlotOnScreen screen;
    screen.refresh(kNow);
    const QColor red = theme(screen.plot().palette()).err;
    // The room right of now is 8 % of the window: 2.4 s of 32.4, the dot is at 2 s.
    const int right = screen.surface().width();
    const QRect room(right - 40, 0, 40, screen.surface().height());
    const auto show = [&](std::optional<double> to, std::optional<double> deadline) {
        StripEvents events;
        events.held = {{kNow - 3, to, u"cp_1"_s, deadline}};
        screen.plot().setEvents(events);
        screen.refresh(kNow);
        return screen.picture();
    };
    EXPECT_EQ(count(show({}, {}), red, room), 0) << "no liveness";
    EXPECT_EQ(count(show(kNow - 1, kNow + 2), red, room), 0) << "not held any more";
    EXPECT_LT(longestRun(show({}, kNow + 20), red, room), 3) << "dashes: not due within the room";
    EXPECT_GE(longestRun(show({}, kNow + 2), red, room), 5);
}

TEST(StripPlot, AFaultIsASandBandBehindTheCurveFromItsProofOn)
{
    PlotOnScreen screen;
    StripEvents events;
    events.faults = {{u"stall cp_1"_s, kNow - 20, {}, kNow - 10, {}, {}, false}};
    screen.plot().setEvents(events);
    screen.refresh(kNow);
    const QColor sand = theme(screen.plot().palette()).fault;
    const QColor curve = theme(screen.plot().palette()).series(0);
    EXPECT_EQ(count(screen.picture(), sand), 0);
    const int curvePixels = count(screen.picture(), curve);
    events.faults[0].proven = kNow - 20;
    screen.plot().setEvents(events);
    screen.refresh(kNow);
    EXPECT_GT(count(screen.picture(), sand), 10'000);
    EXPECT_EQ(count(screen.picture(), curve), curvePixels);
}

TEST(StripPlot, AFaultOutsideOfTheViewLeavesNoLabel)
{
    PlotOnScreen screen;
    screen.refresh(kNow);
    const QImage none = screen.picture();
    StripEvents events;
    events.faults
        = {{u"slow cp_2"_s, kNow - 300, kNow - 299, kNow - 290, kNow - 290, kNow - 280, false}};
    screen.plot().setEvents(events);
    screen.refresh(kNow);
    EXPECT_EQ(screen.picture(), none);
}

TEST(StripPlot, SetFollowTellsOnceAndKeepsTheView)
{
    PlotOnScreen screen;
    StripPlot& plot = screen.plot();
    screen.refresh(100);
    const QSignalSpy told(&plot, &StripPlot::followChanged);
    plot.setFollow(false);
    plot.setFollow(false);
    screen.refresh(112);
    ASSERT_EQ(told.count(), 1);
    EXPECT_FALSE(told[0][0].toBool());
    EXPECT_DOUBLE_EQ(plot.viewedNow(), 100);
    plot.setFollow(true);
    ASSERT_EQ(told.count(), 2);
    EXPECT_TRUE(told[1][0].toBool());
    EXPECT_DOUBLE_EQ(plot.viewedNow(), 112);
}

TEST(StripPlot, AFrozenViewShowsTheSameWhileDataComesIn)
{
    PlotOnScreen screen;
    screen.samples().set(9'000, 80);
    screen.refresh(100);
    screen.plot().zoomTo(85, 95);
    screen.refresh(100);
    const PlotOnScreen::Extent before = screen.curve();
    for (int i = 1; i <= 100; ++i)
        screen.refresh(100 + i);
    const PlotOnScreen::Extent after = screen.curve();
    EXPECT_EQ(before.highest, after.highest);
    EXPECT_EQ(before.lowest, after.lowest);
}

TEST(StripPlot, KeysZoomPanFreezeAndReturn)
{
    PlotOnScreen screen;
    StripPlot& plot = screen.plot();
    screen.refresh(100);
    QTest::keyClick(&plot, Qt::Key_Plus);
    EXPECT_LT(plot.windowSeconds(), 30);
    QTest::keyClick(&plot, Qt::Key_Minus);
    EXPECT_NEAR(plot.windowSeconds(), 30, 1e-9);
    EXPECT_FALSE(plot.follows());
    QTest::keyClick(&plot, Qt::Key_End);
    EXPECT_TRUE(plot.follows());
    QTest::keyClick(&plot, Qt::Key_Left);
    EXPECT_FALSE(plot.follows());
    EXPECT_DOUBLE_EQ(plot.viewedNow(), 97);
    QTest::keyClick(&plot, Qt::Key_Right);
    EXPECT_DOUBLE_EQ(plot.viewedNow(), 100);
    EXPECT_FALSE(plot.follows());
    QTest::keyClick(&plot, Qt::Key_End);
    EXPECT_TRUE(plot.follows());
    QTest::keyClick(&plot, Qt::Key_Space);
    EXPECT_FALSE(plot.follows());
    QTest::keyClick(&plot, Qt::Key_Space);
    EXPECT_TRUE(plot.follows());
}

TEST(StripPlot, TheReadoutNamesEachCurveWithItsValueNow)
{
    PlotOnScreen screen(42.5);
    screen.plot().setTimeOfDay([](double) { return u"14:03:25.9"_s; });
    screen.refresh(100);
    const auto* readout = screen.plot().findChild<StripReadout*>();
    ASSERT_NE(readout, nullptr);
    EXPECT_EQ(readout->text().header, u"at now");
    ASSERT_EQ(readout->text().groups.size(), 1U);
    ASSERT_EQ(readout->text().groups[0].rows.size(), 1U);
    EXPECT_EQ(readout->text().groups[0].rows[0].name, u"cp_0");
    EXPECT_EQ(readout->text().groups[0].rows[0].value, u"42.5 %");
    EXPECT_EQ(readout->text().timeOfDay, u"14:03:25.9");
}

TEST(StripPlot, TheReadoutSaysADashBeforeThereIsAnything)
{
    PlotOnScreen screen;
    screen.refresh(100);
    screen.plot().setCrosshair(-5);
    EXPECT_EQ(screen.plot().findChild<StripReadout*>()->text().groups[0].rows[0].value, u"–");
}

TEST(StripPlot, AnAxisWithoutAFixedTopFollowsItsData)
{
    PlotOnScreen screen(10'000);
    Strip throughput = throughputStrip();
    throughput.series.push_back({u"cp_0"_s, 0, 0, false});
    screen.plot().setStrips({throughput});
    screen.refresh(100);
    const PlotOnScreen::Extent curve = screen.curve();
    EXPECT_GT(curve.highest, 40);  // below the title
    EXPECT_LT(curve.lowest, 250);
}

TEST(StripPlot, StandsWithoutStripsSourceOrEvents)
{
    widgets_test::resetLook();
    StripPlot plot;
    plot.resize(500, 300);
    plot.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&plot));
    plot.refresh(1);
    EXPECT_EQ(plot.frames(), 0U);
    plot.setStrips({lagStrip()});
    plot.refresh(2);
    EXPECT_EQ(plot.frames(), 1U);
    plot.setStrips({});
    plot.refresh(3);
    EXPECT_EQ(plot.frames(), 1U);
}

}  // namespace
