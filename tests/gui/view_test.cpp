// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/mouse.h"
#include "gui/window_test_support.h"

#include "gui/window/time_window_box.h"

#include "gui/plots/measure_line.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QToolButton>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
using gui_test::sendMove;
using gui_test::turnWheel;

class View : public gui_test::WindowTest {
protected:
    void dragPlot(QPoint by, Qt::MouseButton button) const
    {
        const QPoint from = plotSurface().rect().center();
        gui_test::drag(plotSurface(), from, from + by, button);
    }
};

TEST_F(View, FreezesByOneDragAndFollowsAgainByOneKeyWhileDataStreams)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    dragPlot({80, 0}, Qt::LeftButton);
    EXPECT_FALSE(plot()->follows());
    EXPECT_TRUE(action("freeze")->isChecked());
    const double stood = plot()->viewedNow();
    const auto sampled = m_window->workbench().current()->reading()->sampled_at;
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return m_window->workbench().current()->reading()->sampled_at
                > sampled + std::chrono::milliseconds(300);
        },
        kWatchdogMs));
    EXPECT_EQ(plot()->viewedNow(), stood);
    QTest::keyClick(m_window.get(), Qt::Key_End);
    EXPECT_TRUE(plot()->follows());
    EXPECT_FALSE(action("freeze")->isChecked());
}

TEST_F(View, ZoomsToTheSpanThatIsDraggedAndResetsWithEscape)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    dragPlot({120, 0}, Qt::LeftButton);
    EXPECT_LT(plot()->windowSeconds(), 30);
    EXPECT_FALSE(plot()->follows());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    EXPECT_DOUBLE_EQ(plot()->windowSeconds(), 30);
    EXPECT_TRUE(plot()->follows());
}

TEST_F(View, ZoomsWithTheWheelAndTheKeysAndShowsTheSpan)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    turnWheel(plotSurface(), plotSurface().rect().center(), 1);
    EXPECT_LT(plot()->windowSeconds(), 30);
    EXPECT_FALSE(plot()->follows());
    const auto* span = m_window->findChild<gui::TimeWindowBox*>();
    EXPECT_EQ(span->currentIndex(), -1);
    EXPECT_FALSE(span->placeholderText().isEmpty());
    const double before = plot()->windowSeconds();
    QTest::keyClick(m_window.get(), Qt::Key_Minus);
    EXPECT_GT(plot()->windowSeconds(), before);
    QTest::keyClick(m_window.get(), Qt::Key_Plus);
    EXPECT_NEAR(plot()->windowSeconds(), before, 1e-9);
}

TEST_F(View, ZoomsAFrozenViewAroundItsMiddle)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    plot()->setFollow(false);
    const double middle = plot()->viewedNow() - plot()->windowSeconds() / 2;
    action("zoomIn")->trigger();
    EXPECT_NEAR(plot()->viewedNow() - plot()->windowSeconds() / 2, middle, 1e-6);
    EXPECT_NEAR(plot()->windowSeconds(), 30 / 1.2, 1e-6);
}

TEST_F(View, ShowsTheValuesUnderTheCrosshairWhileDataStreams)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    sendMove(plotSurface(), plotSurface().rect().center(), Qt::NoButton);
    ASSERT_TRUE(plot()->crosshair());
    const double there = *plot()->crosshair();
    EXPECT_TRUE(QTest::qWaitFor([&] { return *plot()->crosshair() > there; }, kWatchdogMs))
        << "it stays under the mouse while time goes on";
}

TEST_F(View, MeasuresBetweenTwoMarkersAndClearsThemWithEscape)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    const auto* line = part<gui::MeasureLine>("measure");
    EXPECT_TRUE(line->text().isEmpty());
    const auto measures = [&] {
        QTest::keyClick(m_window.get(), Qt::Key_A);
        const double a = plot()->marker(widgets::StripPlot::Marker::A).value();
        EXPECT_TRUE(line->text().startsWith(QStringLiteral("A "))) << line->text().toStdString();
        EXPECT_TRUE(QTest::qWaitFor([&] { return plot()->viewedNow() > a + 0.5; }, kWatchdogMs));
        QTest::keyClick(m_window.get(), Qt::Key_B);
        return QTest::qWaitFor(
            [&] {
                return line->text().contains(QStringLiteral("min free "))
                    && !line->text().contains(QStringLiteral("–"));
            },
            1000);
    };
    bool measured = false;
    for (int i = 0; i < 20 && !measured; ++i) {  // nothing is known where a sample was missed
        measured = measures();
    }
    EXPECT_TRUE(measured) << line->text().toStdString();
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    EXPECT_FALSE(plot()->marker(widgets::StripPlot::Marker::A));
    EXPECT_FALSE(plot()->marker(widgets::StripPlot::Marker::B));
    EXPECT_TRUE(line->text().isEmpty());
}

TEST_F(View, UndoesAndRedoesWhatWasDoneToTheView)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    dragPlot({120, 0}, Qt::LeftButton);
    const double zoomed = plot()->windowSeconds();
    ASSERT_LT(zoomed, 30);
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(plot()->windowSeconds(), 30);
    EXPECT_TRUE(plot()->follows());
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_DOUBLE_EQ(plot()->windowSeconds(), zoomed);
    EXPECT_FALSE(plot()->follows());
}

TEST_F(View, KeepsANoteInTheLane)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    QTest::keyClick(m_window.get(), Qt::Key_N);
    auto* note = part<QLineEdit>("note");
    ASSERT_NE(note, nullptr);
    QTest::keyClicks(note, QStringLiteral("a slow disk"));
    QTest::keyClick(note, Qt::Key_Return);
    const auto& notes = m_window->workbench().current()->notes();
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].text, QStringLiteral("a slow disk"));
}

TEST_F(View, ShowsOneConsumerAloneByItsNumber)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    ASSERT_TRUE(QTest::qWaitFor([&] { return table()->model()->rowCount() == 2; }, kWatchdogMs));
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ShiftModifier);
    EXPECT_EQ(plot()->solo(), 1);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ShiftModifier);
    EXPECT_FALSE(plot()->solo());
}

TEST_F(View, PutsTheStripUnderTheMouseOnALogarithmicAxis)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    sendMove(plotSurface(), {200, 60}, Qt::NoButton);
    ASSERT_EQ(plot()->aimedStrip(), QStringLiteral("lag"));
    QTest::keyClick(m_window.get(), Qt::Key_L);
    EXPECT_TRUE(plot()->isLog());
    QTest::keyClick(m_window.get(), Qt::Key_L);
    EXPECT_FALSE(plot()->isLog());
}

TEST_F(View, FreezesWithSpaceAndStillPressesTheButtonThatHasTheFocus)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    QTest::keyClick(plot(), Qt::Key_Space);
    EXPECT_FALSE(plot()->follows());
    QTest::keyClick(plot(), Qt::Key_Space);
    EXPECT_TRUE(plot()->follows());
    auto* close
        = part<QDockWidget>("ringsDock")->titleBarWidget()->findChildren<QToolButton*>().last();
    QTest::keyClick(close, Qt::Key_Space);
    EXPECT_TRUE(plot()->follows());
    EXPECT_FALSE(part<QDockWidget>("ringsDock")->isVisible());
}

}  // namespace
