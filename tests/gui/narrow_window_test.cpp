// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/user.h"
#include "gui/window_test_support.h"

#include "gui/rig/heal_button.h"

#include <QDockWidget>
#include <QToolBar>
#include <QToolButton>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;

constexpr QSize kLeast(1024, 700);
constexpr QSize kUsual(1600, 1000);

class NarrowWindow : public gui_test::WindowTest {
protected:
    void openAtDemo(const QSize& size)
    {
        m_options.demo = true;
        open();
        m_window->resize(size);
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                return strip()->isVisible() == (size == kLeast)
                    && m_window->workbench().current() != nullptr
                    && part<QDockWidget>("rigDock")->isVisible() == (size != kLeast);
            },
            kWatchdogMs));
    }
    [[nodiscard]] QToolBar* strip() const { return part<QToolBar>("rigStrip"); }
    [[nodiscard]] QDockWidget* dock(const char* name) const { return part<QDockWidget>(name); }
    [[nodiscard]] QWidget& stripButton(const char* ofDock) const
    {
        return *strip()->widgetForAction(dock(ofDock)->toggleViewAction());
    }

    gui_test::User m_user;
};

TEST_F(NarrowWindow, HasAStripForThePanesThatActAndEachComesByOneClick)
{
    openAtDemo(kLeast);
    EXPECT_FALSE(dock("faultsDock")->isVisible());
    m_user.click(stripButton("faultsDock"));
    EXPECT_TRUE(dock("faultsDock")->isVisible());
    EXPECT_FALSE(dock("rigDock")->isVisible());
    m_user.click(stripButton("faultsDock"));
    EXPECT_FALSE(dock("faultsDock")->isVisible());
    EXPECT_EQ(m_user.clicks(), 2);
    m_window->resize(kUsual);
    EXPECT_TRUE(dock("rigDock")->isVisible() && dock("faultsDock")->isVisible());
    EXPECT_FALSE(strip()->isVisible());
}

TEST_F(NarrowWindow, KeepsThePaneThatWasAskedForBesideAnotherRing)
{
    LiveRing other;
    other.startProducer();
    openAtDemo(kLeast);
    m_user.click(stripButton("rigDock"));
    m_window->attach(other.shownName());
    EXPECT_TRUE(dock("rigDock")->isVisible());
    EXPECT_FALSE(dock("faultsDock")->isVisible());
}

TEST_F(NarrowWindow, HasEveryButtonOfTheToolBarInReach)
{
    for (const QSize& size : {kLeast, kUsual}) {
        openAtDemo(size);
        EXPECT_TRUE(QTest::qWaitFor(
            [&] { return part<gui::HealButton>("healAllButton")->isVisible(); }, kWatchdogMs));
        const auto* bar = part<QToolBar>("toolBar");
        for (const QAction* action : bar->actions()) {
            const QWidget* widget = bar->widgetForAction(const_cast<QAction*>(action));
            EXPECT_TRUE(widget->isVisible())
                << size.width() << ' ' << widget->accessibleName().toStdString()
                << action->text().toStdString();
        }
        close();
    }
}

TEST_F(NarrowWindow, StillDrawsTheRing)
{
    openAtDemo(kLeast);
    constexpr int kDrawn = 180;  // there is a ring of it, with names around
    const auto* ring = part<QWidget>("ringView");
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return ring->isVisible() && ring->height() >= kDrawn; }, kWatchdogMs))
        << ring->height();
    EXPECT_GE(dock("ringsDock")->height(), 150) << "and the list of rings";
    m_window->resizeDocks(
        {dock("ringsDock"), dock("ringViewDock")}, {kLeast.height(), 1}, Qt::Vertical);
    QCoreApplication::processEvents();
    EXPECT_GE(ring->height(), kDrawn) << "whatever the list would like to have";
}

}  // namespace
