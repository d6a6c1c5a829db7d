// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_readout.h"
#include "widgets/pictures.h"
#include "widgets/strip_plot.h"
#include "widgets/stripes.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;
using widgets_test::count;
using widgets_test::PlotOnScreen;

constexpr QPoint kMiddle(400, 150);

/// Four strips, two curves in the first of them.
std::vector<Strip> fourStrips()
{
    std::vector<Strip> strips{lagStrip(), throughputStrip(), timeLagStrip(0.01), freeStrip(4096)};
    strips[0].series = {{u"cp_0"_s, 0, 0, false}, {u"cp_1"_s, 1, 1, false}};
    for (std::size_t i = 1; i < strips.size(); ++i)
        strips[i].series = {{u"cp_0"_s, 0, 0, false}};
    return strips;
}

QPoint rowOf(const StripReadout& readout, int series)
{
    for (int y = 0; y < readout.height(); ++y) {
        if (readout.seriesAt({30, y}) == series)
            return {30, y + 2};
    }
    return {};
}

class StripCommands : public testing::Test {
protected:
    StripCommands()
    {
        plot().setStrips(fourStrips());
        plot().resize(900, 700);
        screen.refresh(100);
    }

    StripPlot& plot() { return screen.plot(); }
    StripReadout& readout() { return *plot().findChild<StripReadout*>(); }
    template <typename T>
    T* field(const QString& name)
    {
        return plot().findChild<T*>(name);
    }

    PlotOnScreen screen;
};

TEST_F(StripCommands, AClickOnARowOfTheReadoutSelectsAndWithShiftShowsAlone)
{
    const QSignalSpy clicked(&plot(), &StripPlot::seriesClicked);
    QTest::mouseClick(&readout(), Qt::LeftButton, {}, rowOf(readout(), 1));
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].toInt(), 1);
    EXPECT_FALSE(plot().solo());
    QTest::mouseClick(&readout(), Qt::LeftButton, Qt::ShiftModifier, rowOf(readout(), 1));
    EXPECT_EQ(plot().solo(), 1);
    QTest::mouseClick(&readout(), Qt::LeftButton, Qt::ShiftModifier, rowOf(readout(), 1));
    EXPECT_FALSE(plot().solo());
    EXPECT_EQ(clicked.count(), 1);
}

TEST_F(StripCommands, BesideTheOneThatIsSeenAloneTheOthersAreFaint)
{
    const QColor first = theme(plot().palette()).series(0);
    const QColor second = theme(plot().palette()).series(1);
    std::vector<Strip> one{fourStrips().front()};
    plot().setStrips(one);
    screen.refresh(100);
    const QRect curves(0, 40, 740, 600);
    EXPECT_GT(count(screen.picture(), first, curves), 100);
    EXPECT_GT(count(screen.picture(), second, curves), 100);
    plot().setSolo(0);
    screen.refresh(100);
    EXPECT_GT(count(screen.picture(), first, curves), 100);
    EXPECT_EQ(count(screen.picture(), second, curves), 0);
}

TEST_F(StripCommands, WhereThereIsLessRoomStripsShareAPaneAndNoneIsLost)
{
    EXPECT_EQ(plot().shownStrips().size(), 4);
    EXPECT_TRUE(plot().stackedStrips().isEmpty());
    plot().resize(900, 320);
    screen.refresh(100);
    EXPECT_EQ(plot().shownStrips(), (QStringList{u"lag"_s, u"throughput"_s, u"time lag"_s}));
    EXPECT_EQ(plot().stackedStrips(), (QStringList{u"time lag"_s, u"free slots"_s}));
    plot().bringToFront(u"free slots"_s);
    screen.refresh(100);
    EXPECT_EQ(plot().shownStrips().constLast(), u"free slots");
    plot().resize(900, 700);
    screen.refresh(100);
    EXPECT_EQ(plot().shownStrips().size(), 4);
}

TEST_F(StripCommands, WhatDoesNotFitIntoTheReadoutIsCounted)
{
    std::vector<Strip> strips{lagStrip(), throughputStrip()};
    for (int i = 0; i < 30; ++i)
        strips[0].series.push_back({u"cp_%1"_s.arg(i), i, 0, false});
    plot().setStrips(strips);
    plot().resize(900, 320);
    screen.refresh(100);
    EXPECT_NE(rowOf(readout(), 0), QPoint());
    strips[0].series[28].strong = true;
    plot().setStrips(strips);
    plot().setCrosshair(99);
    EXPECT_NE(rowOf(readout(), 28), QPoint()) << "the selected one is among them";
    EXPECT_EQ(rowOf(readout(), 29), QPoint()) << "no row of the first strip lies in the second";
}

TEST_F(StripCommands, KeysAimAtAStripAndTheMouseAimsFirst)
{
    plot().setFocus();
    EXPECT_EQ(plot().aimedStrip(), u"lag");
    QTest::keyClick(&plot(), Qt::Key_Down);
    EXPECT_EQ(plot().aimedStrip(), u"throughput");
    QTest::keyClick(&plot(), Qt::Key_Up);
    QTest::keyClick(&plot(), Qt::Key_Up);
    EXPECT_EQ(plot().aimedStrip(), u"lag");
    screen.move({400, 560});
    EXPECT_EQ(plot().aimedStrip(), u"free slots");
}

TEST_F(StripCommands, EachStripHasItsOwnLogarithm)
{
    screen.move({400, 100});
    EXPECT_FALSE(plot().isLog());
    plot().setLog(true);
    EXPECT_TRUE(plot().isLog());
    screen.refresh(101);
    screen.move({400, 300});
    EXPECT_EQ(plot().aimedStrip(), u"throughput");
    EXPECT_FALSE(plot().isLog());
    plot().setStrips(fourStrips());
    screen.move({400, 100});
    EXPECT_TRUE(plot().isLog()) << "other curves are no reason to forget it";
}

TEST_F(StripCommands, WhatWasDoneToAnAxisIsThereAgainWithItsStrip)
{
    EXPECT_TRUE(plot().axisSettings().empty());
    screen.move({400, 100});
    plot().setLog(true);
    screen.move({400, 300});
    plot().lockRange(true);
    const auto kept = plot().axisSettings();
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].strip, u"lag");
    EXPECT_EQ(kept[0].log, true);
    EXPECT_FALSE(kept[0].range);
    EXPECT_EQ(kept[1].strip, u"throughput");
    EXPECT_TRUE(kept[1].range);
    plot().setStrips({});
    EXPECT_EQ(plot().axisSettings(), kept) << "nothing is attached now";
    plot().setStrips(fourStrips());
    screen.refresh(101);
    screen.move({400, 100});
    EXPECT_TRUE(plot().isLog());
    screen.move({400, 300});
    EXPECT_TRUE(plot().isRangeLocked());
    EXPECT_EQ(plot().axisSettings(), kept);
}

TEST_F(StripCommands, AxesAreSetByTitleAndAllOthersAreAsTheyAreMade)
{
    plot().setAxisSettings({{u"lag"_s, true, std::pair{1.0, 50.0}}, {u"time lag"_s, false, {}}});
    screen.refresh(101);
    screen.move({400, 100});
    EXPECT_TRUE(plot().isLog());
    EXPECT_TRUE(plot().isRangeLocked());
    screen.move({400, 450});
    ASSERT_EQ(plot().aimedStrip(), u"time lag");
    EXPECT_FALSE(plot().isLog()) << "it is made logarithmic";
    plot().setAxisSettings({});
    EXPECT_TRUE(plot().isLog());
    screen.move({400, 100});
    EXPECT_FALSE(plot().isLog());
    EXPECT_FALSE(plot().isRangeLocked());
    plot().setAxisSettings({{u"lag"_s, {}, std::pair{5.0, 5.0}}});
    EXPECT_FALSE(plot().isRangeLocked()) << "that is no range";
}

TEST_F(StripCommands, TheRangeIsAskedForOnTheStripAndDataGoesOnMeanwhile)
{
    screen.move({400, 300});
    plot().askForRange();
    auto* range = field<QWidget>(u"range"_s);
    ASSERT_NE(range, nullptr);
    const quint64 before = plot().frames();
    screen.refresh(105);
    EXPECT_GT(plot().frames(), before);
    const auto fields = range->findChildren<QLineEdit*>();
    ASSERT_EQ(fields.size(), 2);
    fields[0]->setText(u"5"_s);
    fields[1]->setText(u"2"_s);
    QTest::keyClick(fields[1], Qt::Key_Return);
    EXPECT_FALSE(plot().isRangeLocked()) << "that is no range";
    fields[1]->setText(u"50"_s);
    QTest::keyClick(fields[1], Qt::Key_Return);
    EXPECT_TRUE(plot().isRangeLocked());
    EXPECT_TRUE(QTest::qWaitFor([&] { return field<QWidget>(u"range"_s) == nullptr; }));
    plot().lockRange(false);
    EXPECT_FALSE(plot().isRangeLocked());
}

TEST_F(StripCommands, ANoteIsWrittenWhereTheCrosshairWas)
{
    const QSignalSpy written(&plot(), &StripPlot::noteWritten);
    plot().setCrosshair(90);
    plot().askForNote();
    auto* note = field<QLineEdit>(u"note"_s);
    ASSERT_NE(note, nullptr);
    plot().setCrosshair(std::nullopt);
    note->setText(u"  slow disk "_s);
    QTest::keyClick(note, Qt::Key_Return);
    ASSERT_EQ(written.count(), 1);
    EXPECT_DOUBLE_EQ(written[0][0].toDouble(), 90);
    EXPECT_EQ(written[0][1].toString(), u"slow disk");
}

TEST_F(StripCommands, EscapeOrNoWordsWriteNoNote)
{
    const QSignalSpy written(&plot(), &StripPlot::noteWritten);
    for (const Qt::Key key : {Qt::Key_Escape, Qt::Key_Return}) {
        plot().askForNote();
        auto* note = field<QLineEdit>(u"note"_s);
        ASSERT_NE(note, nullptr);
        QTest::keyClick(note, key);
        EXPECT_TRUE(QTest::qWaitFor([&] { return field<QLineEdit>(u"note"_s) == nullptr; }));
    }
    EXPECT_EQ(written.count(), 0);
}

TEST_F(StripCommands, MarkersAreDrawnOverTheCurvesAndGoAgain)
{
    const QColor accent = theme(plot().palette()).accent;
    const QSignalSpy changed(&plot(), &StripPlot::markersChanged);
    EXPECT_EQ(count(screen.picture(), accent), 0);
    plot().setMarker(StripPlot::Marker::A, 90);
    plot().setMarker(StripPlot::Marker::A, 90);
    plot().setMarker(StripPlot::Marker::B, 95);
    EXPECT_EQ(changed.count(), 2);
    EXPECT_GT(count(screen.picture(), accent), 2 * 500);
    plot().setMarker(StripPlot::Marker::A, std::nullopt);
    plot().setMarker(StripPlot::Marker::B, std::nullopt);
    EXPECT_EQ(count(screen.picture(), accent), 0);
}

TEST_F(StripCommands, ATabIsClicked)
{
    plot().resize(900, 320);
    screen.refresh(100);
    ASSERT_FALSE(plot().stackedStrips().isEmpty());
    const QImage image = screen.picture();
    const QRgb link = theme(plot().palette()).accent.rgb();
    QPoint tab;
    for (int y = 0; y < image.height() && tab.isNull(); ++y) {
        for (int x = 0; x < 700 && tab.isNull(); ++x) {
            if (image.pixel(x, y) == link)
                tab = {x + 1, y + 1};
        }
    }
    ASSERT_FALSE(tab.isNull()) << "the name of the other strip";
    screen.press(tab);
    screen.release(tab);
    EXPECT_EQ(plot().shownStrips().constLast(), u"free slots");
}

}  // namespace
