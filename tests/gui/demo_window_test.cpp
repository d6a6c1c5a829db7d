// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/readings.h"

#include "rig/owned_names.h"

#include <QPushButton>

#include <csignal>

namespace {

using gui_test::kWatchdogMs;

class DemoWindow : public gui_test::WindowTest {
protected:
    [[nodiscard]] bool becomesHealthy() const { return leadBecomes(QStringLiteral(" is healthy")); }
    [[nodiscard]] static QString segment()
    {
        return QStringLiteral("/dev/shm/") + QString::fromStdString(rig::demo_ring_name(getpid()));
    }
    [[nodiscard]] bool isOver() const
    {
        return QTest::qWaitFor(
            [&] { return m_window->demo().stage() == gui::OurRig::Stage::Off; }, kWatchdogMs);
    }
};

// The first key that is pressed in the window.
TEST_F(DemoWindow, StartsTheDemoWithEnterAndShowsMovingPlots)
{
    open();
    auto* start = part<QPushButton>("startDemo");
    EXPECT_EQ(m_window->focusWidget(), start);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
    EXPECT_FALSE(startPage()->isVisible());
    ASSERT_TRUE(becomesHealthy()) << lead().toStdString();
    const quint64 frames = plot()->frames();
    EXPECT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > frames + 10; }, kWatchdogMs));
    EXPECT_TRUE(m_window->workbench().current()->isDemo());
    EXPECT_EQ(m_window->workbench().current()->seriesOf("cp_1"), 1);
}

TEST_F(DemoWindow, StartsTheDemoByOneClickAndRemovesEverythingByAnother)
{
    open();
    QTest::mouseClick(part<QPushButton>("startDemo"), Qt::LeftButton);
    ASSERT_TRUE(becomesHealthy()) << lead().toStdString();
    EXPECT_TRUE(QFile::exists(segment()));
    std::vector<pid_t> workers;
    for (const rig::LiveWorker& worker : m_window->rig().status()->workers) {
        workers.push_back(worker.seen.pid);
    }
    EXPECT_EQ(workers.size(), 4U);
    action("demo")->trigger();
    EXPECT_FALSE(action("demo")->isEnabled()) << "it is stopping already";
    ASSERT_TRUE(isOver());
    EXPECT_TRUE(startPage()->isVisible());
    EXPECT_FALSE(QFile::exists(segment()));
    for (const pid_t pid : workers) {
        EXPECT_NE(::kill(pid, 0), 0) << pid << " still lives";
    }
    EXPECT_TRUE(action("demo")->isEnabled());
}

TEST_F(DemoWindow, MayBeStartedAgain)
{
    open();
    for (int round = 0; round < 2; ++round) {
        action("demo")->trigger();
        ASSERT_TRUE(becomesHealthy()) << lead().toStdString();
        action("demo")->trigger();
        ASSERT_TRUE(isOver());
    }
}

TEST_F(DemoWindow, EndsItsProcessesWithTheWindow)
{
    open();
    action("demo")->trigger();
    ASSERT_TRUE(becomesHealthy());
    close();
    EXPECT_FALSE(QFile::exists(segment()));
}

TEST_F(DemoWindow, SaysWhyItCannotStart)
{
    qputenv("RINGSCOPE_WORKER", "/no/such/worker");
    open();
    action("demo")->trigger();
    ASSERT_TRUE(isOver());
    ASSERT_FALSE(messages().isEmpty());
    EXPECT_TRUE(messages().last().contains(QStringLiteral("/no/such/worker")))
        << messages().last().toStdString();
    EXPECT_TRUE(startPage()->isVisible());
}

TEST(DemoStory, IsShownAtTheTimesOfTheSamples)
{
    using namespace std::chrono_literals;
    rig::DemoStatus status;
    status.started = gui_test::at(2);
    status.captions.push_back({1s, rig::DemoPhase::Healthy, "healthy"});
    ASSERT_EQ(gui::captions(status).size(), 1U);
    EXPECT_EQ(gui::captions(status)[0].at, gui_test::at(3));
}

}  // namespace
