// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig_test_support.h"

#include "gui/rig/fault_card.h"
#include "gui/rig/heal_button.h"
#include "rig/platform/process_stat.h"

#include <QComboBox>
#include <QPushButton>

namespace {

using gui_test::kWatchdogMs;
using rig::FaultKind;
using rig::LiveStatus;

class RigFaults : public gui_test::RigTest {
protected:
    [[nodiscard]] gui::FaultCard* card() const { return part<gui::FaultCard>("faultCard"); }
    [[nodiscard]] gui::HealButton* healAll() const
    {
        return part<gui::HealButton>("healAllButton");
    }
};

TEST_F(RigFaults, StallsTheSelectedConsumerForFiveSecondsByOneClick)
{
    open();
    startRig();
    m_user.click(*button("stallButton"));
    ASSERT_TRUE(becomes(isProven));
    const rig::LiveFault fault = rig().faults.back();
    EXPECT_EQ(fault.fault.kind, FaultKind::Stall);
    EXPECT_EQ(fault.fault.target, m_window->workbench().current()->selectedConsumer());
    EXPECT_EQ(*fault.planned_end - *fault.seen.proven, std::chrono::seconds(5));
    EXPECT_EQ(rig::read_process_stat(rig().find_worker(fault.fault.target)->seen.pid)->state, 'T');
    EXPECT_EQ(m_user.clicks() + m_user.keys(), 1);
}

TEST_F(RigFaults, StallsTheSelectedRowByOneKey)
{
    open();
    startRig();
    ASSERT_TRUE(QTest::qWaitFor([&] { return table()->model()->rowCount() == 3; }, kWatchdogMs));
    QTest::keyClick(m_window.get(), Qt::Key_3);  // whom the user looks at
    ASSERT_EQ(m_window->workbench().current()->selectedConsumer(), "cp_2");
    ASSERT_TRUE(QTest::qWaitFor([&] { return faults()->target() == "cp_2"; }, kWatchdogMs));
    table()->setFocus();
    m_user.press(Qt::Key_S);
    ASSERT_TRUE(becomes(isProven));
    EXPECT_EQ(rig().faults.back().fault.target, "cp_2");
    EXPECT_EQ(m_user.clicks() + m_user.keys(), 1);
}

TEST_F(RigFaults, KillsAConsumerAndLetsItRejoinByTwoClicks)
{
    open();
    startRig();
    const std::string target = faults()->target();
    const pid_t before = rig().find_worker(target)->seen.pid;
    m_user.click(*button("killButton"));
    m_user.click(*button("rejoinButton"));
    ASSERT_TRUE(becomes([&](const LiveStatus& status) {
        const rig::LiveWorker& worker = *status.find_worker(target);
        return isHealed(status) && worker.seen.pid != before
            && worker.seen.phase == rig::scenario::WorkerPhase::Running;
    }));
    ASSERT_EQ(rig().faults.size(), 1U);
    EXPECT_EQ(rig().faults.back().fault.kind, FaultKind::Kill);
    EXPECT_EQ(m_user.clicks() + m_user.keys(), 2);
}

TEST_F(RigFaults, HealsEverythingByOneClick)
{
    open();
    startRig();
    m_window->rig().live()->inject(
        {.kind = FaultKind::Stall, .target = "cp_0", .parameters = {}, .duration = {}});
    m_window->rig().live()->inject(
        {.kind = FaultKind::Kill, .target = "cp_1", .parameters = {}, .duration = {}});
    ASSERT_TRUE(becomes([](const LiveStatus& status) {
        return status.active_faults() == 2 && status.faults[0].seen.proven
            && status.faults[1].seen.proven;
    }));
    ASSERT_TRUE(QTest::qWaitFor([&] { return healAll()->isStrong(); }, kWatchdogMs));
    EXPECT_EQ(healAll()->accessibleName(), QStringLiteral("Heal all 2 faults"));
    m_user.click(*healAll());
    ASSERT_TRUE(becomes(isHealed));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !healAll()->isStrong(); }, kWatchdogMs));
    EXPECT_FALSE(healAll()->isEnabled());
    EXPECT_EQ(m_user.clicks() + m_user.keys(), 1);
}

TEST_F(RigFaults, HealsEverythingByOneKey)
{
    open();
    startRig();
    m_window->rig().live()->inject(
        {.kind = FaultKind::Stall, .target = "cp_0", .parameters = {}, .duration = {}});
    ASSERT_TRUE(becomes(isProven));
    ASSERT_TRUE(QTest::qWaitFor([&] { return healAll()->isStrong(); }, kWatchdogMs));
    m_user.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(becomes(isHealed));
    EXPECT_EQ(m_user.clicks() + m_user.keys(), 1);
}

TEST_F(RigFaults, ACardIsHollowUntilItsFaultIsProvenAndGoesWithIt)
{
    open();
    startRig();
    m_window->rig().live()->set_rate(rig::Rate{1});  // no event comes that it could freeze with
    ASSERT_TRUE(becomes([](const LiveStatus& status) {
        return status.find_worker("producer")->events_per_s == 0.0;
    }));
    chooseTarget("cp_1");
    QTest::mouseClick(button("freezeButton"), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return card() != nullptr; }, kWatchdogMs));
    EXPECT_FALSE(card()->isProven());
    EXPECT_TRUE(textsOf(*card()).contains(QStringLiteral("requested, not proven yet")))
        << textsOf(*card()).toStdString();
    EXPECT_FALSE(action("freeze")->isChecked());
    m_window->rig().live()->set_rate(rig::Rate{20'000});
    ASSERT_TRUE(QTest::qWaitFor([&] { return card()->isProven(); }, kWatchdogMs));
    EXPECT_TRUE(textsOf(*card()).contains(QStringLiteral("proven in ")));
    EXPECT_TRUE(textsOf(*card()).contains(QStringLiteral("heals in ")));
    EXPECT_TRUE(QTest::qWaitFor([&] { return card() == nullptr; }, kWatchdogMs));
    EXPECT_TRUE(becomes(isHealed));
    EXPECT_TRUE(part<QLabel>("lastFault")->text().contains(QStringLiteral("freeze cp_1")));
}

TEST_F(RigFaults, HealsOneFaultFromItsCardAndByItsButtonAgain)
{
    open();
    startRig();
    part<QComboBox>("faultDuration")->setCurrentIndex(5);  // until healed
    QTest::mouseClick(button("stallButton"), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return action("stall")->isChecked(); }, kWatchdogMs));
    QTest::mouseClick(card()->findChild<QPushButton*>(QStringLiteral("heal")), Qt::LeftButton);
    ASSERT_TRUE(becomes(isHealed));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !action("stall")->isChecked(); }, kWatchdogMs));
    QTest::mouseClick(button("stallButton"), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return action("stall")->isChecked(); }, kWatchdogMs));
    QTest::mouseClick(button("stallButton"), Qt::LeftButton);
    EXPECT_TRUE(becomes(isHealed));
    EXPECT_EQ(rig().faults.size(), 2U);
}

TEST_F(RigFaults, SaysInALineWhyAFaultCannotBe)
{
    open();
    startRig();
    chooseTarget("cp_1");
    m_window->rig().live()->stop_worker("cp_1");
    ASSERT_TRUE(
        becomes([](const LiveStatus& status) { return !status.find_worker("cp_1")->runs(); }));
    QTest::mouseClick(button("stallButton"), Qt::LeftButton);
    EXPECT_TRUE(isSaid(QStringLiteral("stall cp_1: cp_1 does not run")));
    EXPECT_EQ(card(), nullptr);
    EXPECT_FALSE(action("stall")->isChecked());
    EXPECT_TRUE(m_window->rig().session()->faults().empty()) << "nothing was done";
    part<QComboBox>("faultDuration")->setCurrentIndex(5);
    chooseTarget("cp_0");
    QTest::mouseClick(button("freezeButton"), Qt::LeftButton);
    EXPECT_TRUE(isSaid(QStringLiteral("A freeze needs a time")));
}

TEST_F(RigFaults, StrikesTheProducerWithWhatFitsIt)
{
    open();
    startRig();
    chooseTarget("producer");
    EXPECT_TRUE(action("stall")->isEnabled());
    EXPECT_FALSE(action("slow")->isEnabled());
    EXPECT_FALSE(action("crashLease")->isEnabled());
    EXPECT_TRUE(action("crashWrite")->isEnabled());
    chooseTarget("cp_1");
    EXPECT_TRUE(action("slow")->isEnabled());
    action("crashWrite")->trigger();
    ASSERT_TRUE(becomes(isProven));
    EXPECT_EQ(rig().faults.back().fault.target, "producer");
    EXPECT_TRUE(QString::fromStdString(rig().faults.back().seen.proof)
                    .contains(QStringLiteral("at write")));
}

}  // namespace
