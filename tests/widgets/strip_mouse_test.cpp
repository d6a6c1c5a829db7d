// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_readout.h"
#include "widgets/strip_plot.h"
#include "widgets/stripes.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;
using widgets_test::PlotOnScreen;

constexpr QPoint kMiddle(400, 150);

TEST(StripMouse, DraggingWithShiftOrTheMiddleButtonPansAndLeavesFollow)
{
    for (const bool shift : {true, false}) {
        const Qt::MouseButton button = shift ? Qt::LeftButton : Qt::MiddleButton;
        const auto modifiers = shift ? Qt::ShiftModifier : Qt::NoModifier;
        PlotOnScreen screen;
        screen.refresh(100);
        const QSignalSpy told(&screen.plot(), &StripPlot::followChanged);
        screen.press(kMiddle, button, modifiers);
        screen.move(kMiddle + QPoint(50, 0));
        screen.move(kMiddle + QPoint(200, 0));
        screen.release(kMiddle + QPoint(200, 0), button, modifiers);
        EXPECT_FALSE(screen.plot().follows());
        EXPECT_EQ(told.count(), 1);
        const double perPixel = 30 * 1.08 / 700;
        EXPECT_NEAR(screen.plot().viewedNow(), 100 - 200 * perPixel, 1);
        EXPECT_DOUBLE_EQ(screen.plot().windowSeconds(), 30);
        screen.plot().undoView();
        EXPECT_TRUE(screen.plot().follows()) << "one drag is undone at once";
    }
}

TEST(StripMouse, AClickDoesNotLeaveFollow)
{
    PlotOnScreen screen;
    screen.refresh(100);
    screen.press(kMiddle);
    screen.move(kMiddle + QPoint(1, 1));
    screen.release(kMiddle + QPoint(1, 1));
    EXPECT_TRUE(screen.plot().follows());
}

TEST(StripMouse, DraggingZoomsToTheRange)
{
    PlotOnScreen screen;
    screen.refresh(100);
    screen.move(kMiddle);
    const double from = *screen.plot().crosshair();
    screen.press(kMiddle);
    screen.move(kMiddle + QPoint(100, 0));
    const double to = *screen.plot().crosshair();
    screen.release(kMiddle + QPoint(100, 0));
    EXPECT_FALSE(screen.plot().follows());
    EXPECT_NEAR(screen.plot().windowSeconds() * 1.08, to - from, 1e-6);
    EXPECT_NEAR(screen.plot().viewedNow() - screen.plot().windowSeconds(), from, 1e-6);
}

TEST(StripMouse, TheWheelZoomsAtThePointerAndLeavesFollow)
{
    PlotOnScreen screen;
    screen.refresh(100);
    const QSignalSpy told(&screen.plot(), &StripPlot::windowChanged);
    screen.move(kMiddle);
    const double pointed = *screen.plot().crosshair();
    screen.wheel(kMiddle, 1);
    EXPECT_FALSE(screen.plot().follows());
    EXPECT_NEAR(screen.plot().windowSeconds(), 30 / 1.2, 1e-9);
    EXPECT_NEAR(*screen.plot().crosshair(), pointed, 0.05);
    screen.wheel(kMiddle, -1);
    EXPECT_NEAR(screen.plot().windowSeconds(), 30, 1e-9);
    EXPECT_EQ(told.count(), 2);
}

TEST(StripMouse, TheWheelWithShiftPans)
{
    PlotOnScreen screen;
    screen.refresh(100);
    screen.wheel(kMiddle, 2, Qt::ShiftModifier);
    EXPECT_FALSE(screen.plot().follows());
    EXPECT_NEAR(screen.plot().viewedNow(), 100 - 2 * 3, 1e-9);
    EXPECT_DOUBLE_EQ(screen.plot().windowSeconds(), 30);
}

TEST(StripMouse, NotchesThatFollowEachOtherAreUndoneTogether)
{
    PlotOnScreen screen;
    screen.refresh(100);
    for (int i = 0; i < 3; ++i)
        screen.wheel(kMiddle, 1);
    const double zoomed = screen.plot().windowSeconds();
    EXPECT_LT(zoomed, 20);
    screen.plot().undoView();
    EXPECT_DOUBLE_EQ(screen.plot().windowSeconds(), 30);
    EXPECT_TRUE(screen.plot().follows());
    screen.plot().redoView();
    EXPECT_DOUBLE_EQ(screen.plot().windowSeconds(), zoomed);
    EXPECT_FALSE(screen.plot().follows());
}

TEST(StripMouse, ADoubleClickGivesTheRangeBackToTheData)
{
    PlotOnScreen screen;
    screen.refresh(100);
    screen.move(kMiddle);
    screen.plot().lockRange(true);
    EXPECT_TRUE(screen.plot().isRangeLocked());
    QTest::mouseDClick(&screen.surface(), Qt::LeftButton, {}, kMiddle);
    EXPECT_FALSE(screen.plot().isRangeLocked());
    EXPECT_TRUE(screen.plot().follows());
}

TEST(StripMouse, TheRightButtonAsksForTheMenuOfTheStripUnderIt)
{
    PlotOnScreen screen;
    screen.refresh(100);
    const QSignalSpy asked(&screen.plot(), &StripPlot::menuRequested);
    screen.press(kMiddle, Qt::RightButton);
    screen.release(kMiddle, Qt::RightButton);
    EXPECT_EQ(asked.count(), 1);
    EXPECT_EQ(screen.plot().aimedStrip(), u"lag");
}

TEST(StripMouse, InAFrozenViewTheTimeUnderTheWheelStays)
{
    PlotOnScreen screen;
    screen.refresh(1000);
    screen.plot().zoomTo(500, 530);
    screen.move(kMiddle);
    const double before = *screen.plot().crosshair();
    screen.wheel(kMiddle, 3);
    screen.move(kMiddle + QPoint(1, 0));
    screen.move(kMiddle);
    EXPECT_NEAR(*screen.plot().crosshair(), before, 0.05);
}

TEST(StripMouse, TheCrosshairStaysUnderTheMouseAndReadsWhatPassesWhileDataComesIn)
{
    PlotOnScreen screen;
    for (qint64 i = 0; i < 20'000; ++i)
        screen.samples().set(i, static_cast<double>(i % 100));
    screen.refresh(100);
    screen.move(kMiddle);
    const auto* readout = screen.plot().findChild<StripReadout*>();
    const QSignalSpy moved(&screen.plot(), &StripPlot::crosshairMoved);
    double before = *screen.plot().crosshair();
    EXPECT_TRUE(readout->text().header.startsWith(u"at \u2212"_s));
    for (int i = 1; i <= 20; ++i) {
        screen.refresh(100 + i);
        const double at = *screen.plot().crosshair();
        EXPECT_NEAR(at - before, 1, 0.1);
        before = at;
        const auto sample = static_cast<qint64>(std::floor(at * 100 + 1e-6));
        EXPECT_EQ(readout->text().groups[0].rows[0].value, u"%1.0 %"_s.arg(sample % 100));
    }
    EXPECT_EQ(moved.count(), 20);
}

TEST(StripMouse, LeavingEndsTheCrosshairAndTheReadoutIsAtNowAgain)
{
    PlotOnScreen screen;
    screen.refresh(100);
    screen.move(kMiddle);
    ASSERT_TRUE(screen.plot().crosshair().has_value());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&screen.surface(), &leave);
    EXPECT_FALSE(screen.plot().crosshair().has_value());
    EXPECT_EQ(screen.plot().findChild<StripReadout*>()->text().header, u"at now");
}

TEST(StripMouse, TheCrosshairPaintsNoFrame)
{
    PlotOnScreen screen;
    screen.refresh(100);
    const quint64 before = screen.plot().frames();
    for (int x = 100; x < 600; x += 5)
        screen.move({x, 150});
    EXPECT_EQ(screen.plot().frames(), before);
}

TEST(StripMouse, AMouseThatIsThereBeforeTheFirstFrameIsFollowedFromItOn)
{
    PlotOnScreen screen;
    screen.move(kMiddle);
    EXPECT_FALSE(screen.plot().crosshair().has_value());
    screen.refresh(100);
    EXPECT_TRUE(screen.plot().crosshair().has_value());
}

TEST(StripMouse, ZoomingWithKeysKeepsTheCrosshairUnderTheMouse)
{
    PlotOnScreen screen;
    screen.refresh(100);
    screen.move(kMiddle);
    const double before = *screen.plot().crosshair();
    QTest::keyClick(&screen.plot(), Qt::Key_Plus);
    const double after = *screen.plot().crosshair();
    EXPECT_NEAR(after, before, 0.05);
    EXPECT_LT(screen.plot().windowSeconds(), 30);
}

TEST(StripMouse, APlotUnderTheMouseCanBeClosed)
{
    {
        PlotOnScreen screen;
        screen.refresh(100);
        screen.move(kMiddle);
        ASSERT_TRUE(screen.plot().crosshair().has_value());
    }
    PlotOnScreen next;
    next.refresh(100);
    EXPECT_EQ(next.plot().frames(), 1U);
}

TEST(StripMouse, AHundredZoomsAndDragsLoseNoSample)
{
    PlotOnScreen touched;
    PlotOnScreen untouched;
    for (PlotOnScreen* screen : {&touched, &untouched}) {
        for (qint64 i = 0; i < 20'000; i += 7)
            screen->samples().set(i, static_cast<double>(i % 83));
        screen->refresh(100);
    }
    for (int i = 1; i <= 100; ++i) {
        const double now = 100 + i * 0.033;
        touched.refresh(now);
        untouched.refresh(now);
        const QPoint at(150 + i * 4, 150);
        touched.wheel(at, i % 3 == 0 ? -1 : 1);
        touched.press(at);
        touched.move(at + QPoint(30, 0));
        touched.release(at + QPoint(30, 0));
    }
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&touched.surface(), &leave);
    touched.plot().setFollow(true);
    touched.plot().setWindowSeconds(30);
    touched.plot().setCrosshair(50);
    untouched.plot().setCrosshair(50);
    touched.refresh(104);
    untouched.refresh(104);
    EXPECT_EQ(touched.picture(), untouched.picture());
}

}  // namespace
