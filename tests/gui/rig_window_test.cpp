// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig_test_support.h"

#include "gui/rig/fault_button.h"
#include "gui/rig/rig_form.h"
#include "rig/leftovers.h"
#include "rig/platform/process_stat.h"

#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
using rig::FaultKind;
using rig::LiveStatus;

class RigWindow : public gui_test::RigTest {
protected:
    [[nodiscard]] bool rigIs(gui::OurRig::Stage stage) const
    {
        return QTest::qWaitFor([&] { return m_window->rig().stage() == stage; }, kWatchdogMs);
    }
    [[nodiscard]] bool docksAreThere() const
    {
        return part<QDockWidget>("rigDock")->isVisible()
            && part<QDockWidget>("faultsDock")->isVisible();
    }
};

TEST_F(RigWindow, IsWithoutItsDocksWhileOnlyForeignRingsAreLookedAt)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    EXPECT_FALSE(docksAreThere());
    EXPECT_FALSE(action("stall")->isEnabled());
    EXPECT_FALSE(action("healAll")->isEnabled());
    EXPECT_TRUE(action("inspect")->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    EXPECT_TRUE(docksAreThere());
    EXPECT_TRUE(part<gui::RigForm>("rigForm")->isVisible());
    EXPECT_FALSE(button("stallButton")->isEnabled()) << "there is nothing of ours";
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    EXPECT_FALSE(docksAreThere());
}

TEST_F(RigWindow, ShowsItsDocksWithARigAndTakesThemAwayWithIt)
{
    open();
    startRig();
    EXPECT_TRUE(docksAreThere());
    EXPECT_EQ(m_window->workbench().current(), m_window->rig().session()) << "its ring is shown";
    const std::filesystem::path ring = rig::file_of(rig().ring);
    EXPECT_TRUE(std::filesystem::exists(ring));
    action("stopRig")->trigger();
    ASSERT_TRUE(rigIs(gui::OurRig::Stage::Off));
    EXPECT_FALSE(docksAreThere());
    EXPECT_FALSE(std::filesystem::exists(ring));
    EXPECT_NE(m_window->workbench().current(), nullptr) << "what was seen can still be looked at";
    startRig();
    EXPECT_NE(rig::file_of(rig().ring), ring);
}

TEST_F(RigWindow, OffersTheFormFromTheStartPage)
{
    open();
    QTest::mouseClick(part<QPushButton>("newRigButton"), Qt::LeftButton);
    EXPECT_TRUE(docksAreThere());
    EXPECT_TRUE(startPage()->isVisible());
    QTest::mouseClick(part<QPushButton>("startRig"), Qt::LeftButton);
    ASSERT_TRUE(becomes([](const LiveStatus& status) { return status.seen.published > 100; }));
    EXPECT_EQ(rig().topology.consumers.size(), 3U);
    EXPECT_FALSE(startPage()->isVisible());
}

TEST_F(RigWindow, ANewRigsFormComesBeforeTheScenariosThatShareItsPlace)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    action("newRig")->trigger();
    action("showScenarios")->trigger();
    const auto inFront = [this] {
        for (const QTabBar* tabs :
            m_window->findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
            if (tabs->isVisible()) {
                return tabs->tabText(tabs->currentIndex());
            }
        }
        return QString();
    };
    const auto becomes = [&](const char* pane) {
        return QTest::qWaitFor([&] { return inFront() == QLatin1String(pane); }, kWatchdogMs);
    };
    ASSERT_TRUE(becomes("Scenarios")) << inFront().toStdString();
    action("newRig")->trigger();
    EXPECT_TRUE(becomes("Rig")) << inFront().toStdString();
}

TEST_F(RigWindow, RefusesASecondRigInWords)
{
    open();
    startRig();
    EXPECT_FALSE(preset(0)->isEnabled());
    action("newRig")->trigger();
    EXPECT_TRUE(isSaid(QStringLiteral("A rig runs already")));
    action("demo")->trigger();
    EXPECT_EQ(m_window->demo().stage(), gui::OurRig::Stage::Off);
    EXPECT_EQ(m_window->rig().stage(), gui::OurRig::Stage::Running);
}

TEST_F(RigWindow, RefusesAFormWithWhatIsWrongAndStartsNothing)
{
    open();
    action("newRig")->trigger();
    auto* form = part<gui::RigForm>("rigForm");
    const auto fields = form->findChildren<QLineEdit*>();
    const auto rate = std::find_if(fields.begin(), fields.end(),
        [](const QLineEdit* field) { return field->accessibleName() == QStringLiteral("rate"); });
    ASSERT_NE(rate, fields.end());
    (*rate)->setText(QStringLiteral("10 apples"));
    QTest::mouseClick(part<QPushButton>("startRig"), Qt::LeftButton);
    EXPECT_EQ(part<QLabel>("rigProblem")->text(),
        QStringLiteral("rate is \"10 apples\": give events per second: 500, 20k, max"));
    EXPECT_EQ(m_window->rig().stage(), gui::OurRig::Stage::Off);
    (*rate)->setText(QStringLiteral("5k"));
    QTest::mouseClick(part<QPushButton>("addConsumer"), Qt::LeftButton);
    QTest::mouseClick(part<QPushButton>("startRig"), Qt::LeftButton);
    ASSERT_TRUE(becomes([](const LiveStatus& status) { return status.seen.published > 100; }));
    EXPECT_EQ(rig().topology.producer.rate, rig::Rate{5'000});
    EXPECT_NE(rig().topology.find_consumer("cp_3"), nullptr);
}

TEST_F(RigWindow, MakesARigLikeARingThatIsLookedAt)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    action("likeRing")->trigger();
    EXPECT_TRUE(docksAreThere());
    QTest::mouseClick(part<QPushButton>("startRig"), Qt::LeftButton);
    ASSERT_TRUE(becomes([](const LiveStatus& status) { return status.seen.published > 100; }));
    EXPECT_EQ(rig().topology.capacity, 1024U);
    EXPECT_EQ(rig().topology.consumers.size(), 2U);
    EXPECT_NE(m_window->workbench().current()->ring(), ring.name());
}

TEST_F(RigWindow, TakesTheDemoOverFromItsStory)
{
    open();
    action("demo")->trigger();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return m_window->demo().status()
                && m_window->demo().status()->phase == rig::DemoPhase::Drained;
        },
        kWatchdogMs));
    auto* stall = part<gui::FaultButton>("stallButton");
    EXPECT_TRUE(QTest::qWaitFor([&] { return stall->isPulsing(); }, kWatchdogMs));
    EXPECT_EQ(faults()->target(), "cp_1");
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            const auto& captions = m_window->demo().session()->captions();
            return std::any_of(captions.begin(), captions.end(), [](const gui::Caption& caption) {
                return caption.text.contains(QStringLiteral("your turn"));
            });
        },
        kWatchdogMs));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !stall->isPulsing(); }, kWatchdogMs)) << "once";
    m_user.click(*stall);
    EXPECT_TRUE(becomes([](const LiveStatus& status) {
        return status.faults.size() == 2 && status.faults[1].seen.proven;
    }));
    EXPECT_TRUE(messages().isEmpty()) << messages().join(QLatin1Char('|')).toStdString();
}

TEST_F(RigWindow, EndsItsProcessesWithTheWindow)
{
    open();
    startRig();
    m_window->rig().live()->inject(
        {.kind = FaultKind::Stall, .target = "cp_1", .parameters = {}, .duration = {}});
    ASSERT_TRUE(becomes(isProven));
    const std::filesystem::path ring = rig::file_of(rig().ring);
    std::vector<pid_t> workers;
    for (const rig::LiveWorker& worker : rig().workers) {
        workers.push_back(worker.seen.pid);
    }
    ASSERT_EQ(workers.size(), 4U);
    close();
    for (const pid_t worker : workers) {
        const auto stat = rig::read_process_stat(worker);
        EXPECT_TRUE(!stat || stat->is_dead()) << worker;
    }
    EXPECT_FALSE(std::filesystem::exists(ring));
}

}  // namespace
