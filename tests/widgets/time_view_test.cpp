// SPDX-License-Identifier: GPL-3.0-or-later
#include "time_view.h"

#include <gtest/gtest.h>

namespace {

using widgets::timeStep;
using widgets::TimeView;

TimeView viewAt(double now)
{
    TimeView view;
    view.advance(now);
    return view;
}

TEST(TimeView, FollowsNowWithRoomForWhatIsDue)
{
    TimeView view = viewAt(100);
    EXPECT_TRUE(view.follows());
    EXPECT_DOUBLE_EQ(view.edge(), 100);
    EXPECT_DOUBLE_EQ(view.from(), 70);
    EXPECT_DOUBLE_EQ(view.to(), 100 + 30 * TimeView::kRoom);
    view.advance(101);
    EXPECT_DOUBLE_EQ(view.edge(), 101);
}

TEST(TimeView, NowNeverGoesBack)
{
    TimeView view = viewAt(100);
    view.advance(90);
    EXPECT_DOUBLE_EQ(view.now(), 100);
}

/// Of what is over: from 1000 to 1060.
TimeView viewOfThePast(double now)
{
    TimeView view = viewAt(5000);
    view.setBounds(TimeView::Bounds{1000, 1060}, now);
    view.advance(now);
    return view;
}

TEST(TimeView, OfWhatIsOverNowGoesAnywhereWithin)
{
    TimeView view = viewOfThePast(1050);
    EXPECT_DOUBLE_EQ(view.edge(), 1050);
    view.advance(1040);
    EXPECT_DOUBLE_EQ(view.edge(), 1040);
    EXPECT_DOUBLE_EQ(view.reference(), 1040);
    view.advance(9999);
    EXPECT_DOUBLE_EQ(view.now(), 1060);
    view.advance(0);
    EXPECT_DOUBLE_EQ(view.now(), 1000);
}

TEST(TimeView, OfWhatIsOverNothingBeforeItsBeginIsShownWhileItFollows)
{
    TimeView view = viewOfThePast(1010);
    EXPECT_DOUBLE_EQ(view.from(), 1000);
    EXPECT_DOUBLE_EQ(view.edge(), 1030);
    view.setWindow(600);
    EXPECT_DOUBLE_EQ(view.edge(), 1060) << "nor anything after its end";
}

TEST(TimeView, OfWhatIsOverCanBeMovedBeyondNowUpToItsEnd)
{
    TimeView view = viewOfThePast(1035);
    view.pan(10);
    EXPECT_DOUBLE_EQ(view.edge(), 1045);
    EXPECT_DOUBLE_EQ(view.reference(), 1035) << "times are told from the moment";
    view.pan(100);
    EXPECT_DOUBLE_EQ(view.edge(), 1060);
    view.show(2000, 2010);
    EXPECT_DOUBLE_EQ(view.edge(), 1060);
}

TEST(TimeView, ComesBackFromWhatIsOverToNow)
{
    TimeView view = viewOfThePast(1010);
    view.setBounds(std::nullopt, 5001);
    view.advance(5002);
    EXPECT_DOUBLE_EQ(view.edge(), 5002);
    view.advance(4000);
    EXPECT_DOUBLE_EQ(view.edge(), 5002);
}

TEST(TimeView, LeavingFollowKeepsTheViewAndItsZero)
{
    TimeView view = viewAt(100);
    view.setFollow(false);
    view.advance(112);
    EXPECT_FALSE(view.follows());
    EXPECT_DOUBLE_EQ(view.edge(), 100);
    EXPECT_DOUBLE_EQ(view.reference(), 100);
    EXPECT_DOUBLE_EQ(view.now(), 112);
}

TEST(TimeView, ComingBackShowsNow)
{
    TimeView view = viewAt(100);
    view.pan(-50);
    view.advance(112);
    view.setFollow(true);
    EXPECT_DOUBLE_EQ(view.edge(), 112);
    EXPECT_DOUBLE_EQ(view.reference(), 112);
}

TEST(TimeView, PanLeavesFollowAndEndsAtNow)
{
    TimeView view = viewAt(100);
    view.pan(-5);
    EXPECT_FALSE(view.follows());
    EXPECT_DOUBLE_EQ(view.edge(), 95);
    view.pan(50);
    EXPECT_DOUBLE_EQ(view.edge(), 100);
    EXPECT_FALSE(view.follows());
}

TEST(TimeView, ZoomLeavesFollowAndKeepsTheTimeInItsPlace)
{
    TimeView view = viewAt(100);
    const double place = (80 - view.from()) / (view.to() - view.from());
    view.zoom(0.5, 80);
    EXPECT_FALSE(view.follows());
    EXPECT_DOUBLE_EQ(view.window(), 15);
    EXPECT_NEAR((80 - view.from()) / (view.to() - view.from()), place, 1e-9);
}

TEST(TimeView, ComesBackToAPlace)
{
    TimeView view = viewAt(100);
    view.show(40, 60);
    const TimeView::Place place = view.place();
    view.setFollow(true);
    view.setWindow(5);
    view.advance(130);
    EXPECT_NE(view.place(), place);
    view.restore(place);
    EXPECT_EQ(view.place(), place);
    EXPECT_NEAR(view.from(), 40, 1e-9);
    EXPECT_NEAR(view.to(), 60, 1e-9);
}

TEST(TimeView, ZoomElsewhereKeepsTheTimeUnderTheMouseInItsPlace)
{
    TimeView view = viewAt(1000);
    view.pan(-500);
    for (const double factor : {0.8, 0.5, 1.3}) {
        const double time = view.from() + (view.to() - view.from()) * 0.3;
        view.zoom(factor, time);
        EXPECT_NEAR((time - view.from()) / (view.to() - view.from()), 0.3, 1e-9) << factor;
    }
}

TEST(TimeView, WindowStaysBetweenItsLimits)
{
    TimeView view = viewAt(100);
    view.setWindow(0.001);
    EXPECT_DOUBLE_EQ(view.window(), TimeView::kShortest);
    view.setWindow(1e9);
    EXPECT_DOUBLE_EQ(view.window(), TimeView::kLongest);
    for (int i = 0; i < 200; ++i)
        view.zoom(0.5, 50);
    EXPECT_DOUBLE_EQ(view.window(), TimeView::kShortest);
}

TEST(TimeView, ShowsExactlyWhatWasDraggedOverInEitherDirection)
{
    for (const bool backwards : {false, true}) {
        TimeView view = viewAt(100);
        view.show(backwards ? 60 : 40, backwards ? 40 : 60);
        EXPECT_FALSE(view.follows());
        EXPECT_NEAR(view.from(), 40, 1e-9);
        EXPECT_NEAR(view.to(), 60, 1e-9);
    }
}

TEST(TimeStep, IsRoundAndLeavesTheMarksApart)
{
    EXPECT_DOUBLE_EQ(timeStep(0.03, 80), 5);
    EXPECT_DOUBLE_EQ(timeStep(0.0002, 80), 0.02);
    EXPECT_DOUBLE_EQ(timeStep(7.2, 80), 600);
    for (double perPixel = 1e-4; perPixel < 10; perPixel *= 1.3) {
        EXPECT_GE(timeStep(perPixel, 80) / perPixel, 80) << perPixel;
    }
}

}  // namespace
