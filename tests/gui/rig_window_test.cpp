// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/user.h"
#include "gui/window_test_support.h"

#include "gui/parts/list_table.h"
#include "gui/rig/fault_button.h"
#include "gui/rig/fault_card.h"
#include "gui/rig/faults_pane.h"
#include "gui/rig/heal_button.h"
#include "gui/rig/process_card.h"
#include "gui/rig/rig_form.h"
#include "rig/leftovers.h"
#include "rig/platform/process_stat.h"

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <filesystem>
#include <functional>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
using rig::FaultKind;
using rig::LiveStatus;

class RigWindow : public gui_test::WindowTest {
protected:
    [[nodiscard]] const LiveStatus& rig() const { return *m_window->rig().status(); }
    [[nodiscard]] bool becomes(const std::function<bool(const LiveStatus&)>& condition) const
    {
        return QTest::qWaitFor(
            [&] { return m_window->rig().status() && condition(rig()); }, kWatchdogMs);
    }
    /// A rig of the preset "1-3", everybody in the ring.
    void startRig()
    {
        preset(1)->trigger();
        ASSERT_TRUE(becomes([](const LiveStatus& status) {
            return status.phase == rig::LivePhase::Running && status.seen.published > 2'000
                && status.seen.consumers.size() == 3;
        }));
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return m_window->rig().session()->firstSample().has_value(); }, kWatchdogMs));
    }
    [[nodiscard]] QAction* preset(int number) const
    {
        const auto all = m_window->findChildren<QAction*>(QStringLiteral("startPreset"));
        const auto found = std::find_if(all.begin(), all.end(),
            [number](const QAction* action) { return action->data().toInt() == number; });
        return found != all.end() ? *found : nullptr;
    }
    [[nodiscard]] bool rigIs(gui::OurRig::Stage stage) const
    {
        return QTest::qWaitFor([&] { return m_window->rig().stage() == stage; }, kWatchdogMs);
    }
    [[nodiscard]] gui::FaultsPane* faults() const { return part<gui::FaultsPane>("faultsPane"); }
    /// As a user does in the box.
    void chooseTarget(const std::string& worker) const
    {
        faults()->setTarget(worker);
        Q_EMIT faults()->targetChosen();
    }
    [[nodiscard]] gui::FaultCard* card() const { return part<gui::FaultCard>("faultCard"); }
    [[nodiscard]] gui::HealButton* healAll() const
    {
        return part<gui::HealButton>("healAllButton");
    }
    [[nodiscard]] QWidget* button(const char* name) const { return part<QWidget>(name); }
    [[nodiscard]] gui::ProcessCard* process(const char* name) const
    {
        return m_window->findChild<gui::ProcessCard*>(
            QStringLiteral("process-") + QLatin1String(name));
    }
    [[nodiscard]] QString textsOf(const QWidget& widget) const
    {
        QStringList texts;
        for (const QLabel* label : widget.findChildren<QLabel*>()) {
            texts.append(label->text());
        }
        return texts.join(QLatin1Char('|'));
    }
    [[nodiscard]] bool isSaid(const QString& words) const
    {
        return QTest::qWaitFor(
            [&] {
                const QStringList all = messages();
                return std::any_of(all.begin(), all.end(),
                    [&](const QString& text) { return text.contains(words); });
            },
            kWatchdogMs);
    }
    [[nodiscard]] bool docksAreThere() const
    {
        return part<QDockWidget>("rigDock")->isVisible()
            && part<QDockWidget>("faultsDock")->isVisible();
    }
    static bool isProven(const LiveStatus& status)
    {
        return !status.faults.empty() && status.faults.back().seen.proven.has_value();
    }
    static bool isHealed(const LiveStatus& status)
    {
        return !status.faults.empty() && status.active_faults() == 0;
    }

    gui_test::User m_user;
};

// J5: stall the selected consumer for 5 s by one click.
TEST_F(RigWindow, J5StallsAConsumerForFiveSecondsByOneClick)
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

// J5: S on the selected row.
TEST_F(RigWindow, J5ByOneKeyOnTheSelectedRow)
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

// J6: two clicks.
TEST_F(RigWindow, J6KillsAConsumerAndLetsItRejoinByTwoClicks)
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

// J7: one click, or one key.
TEST_F(RigWindow, J7PutsEverythingRightByOneClick)
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

TEST_F(RigWindow, J7ByOneKey)
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

TEST_F(RigWindow, ACardIsHollowUntilItsFaultIsProvenAndGoesWithIt)
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

TEST_F(RigWindow, HealsOneFaultFromItsCardAndByItsButtonAgain)
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

TEST_F(RigWindow, SaysInALineWhyAFaultCannotBe)
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

TEST_F(RigWindow, StrikesTheProducerWithWhatFitsIt)
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

TEST_F(RigWindow, ACardShowsItsProcessAndSteersIt)
{
    open();
    startRig();
    ASSERT_NE(process("cp_1"), nullptr);
    const auto says = [this](const QString& words) {
        return QTest::qWaitFor(
            [&] { return textsOf(*process("cp_1")).contains(words); }, kWatchdogMs);
    };
    const pid_t pid = rig().find_worker("cp_1")->seen.pid;
    EXPECT_TRUE(says(QString::number(pid)));
    EXPECT_TRUE(says(QStringLiteral("running ")));
    auto* pause = process("cp_1")->findChild<QToolButton*>(QStringLiteral("pauseWorker"));
    QTest::mouseClick(pause, Qt::LeftButton);
    ASSERT_TRUE(says(QStringLiteral("stopped T")));
    QTest::mouseClick(pause, Qt::LeftButton);
    ASSERT_TRUE(becomes(isHealed));
    auto* work = process("cp_1")->findChild<QLineEdit*>(QStringLiteral("paceField"));
    work->setFocus();
    work->selectAll();
    QTest::keyClicks(work, QStringLiteral("25us"));
    QTest::keyClick(work, Qt::Key_Return);
    ASSERT_TRUE(becomes([](const LiveStatus& status) {
        return status.find_worker("cp_1")->work == std::chrono::microseconds(25);
    }));
    chooseTarget("cp_1");
    action("copyWorkerCommand")->trigger();
    const QString command = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(command.startsWith(QStringLiteral("ringworker consume --ring ringscope-rig-")))
        << command.toStdString();
    EXPECT_TRUE(command.contains(QStringLiteral("--work 25us")));
    QTest::mouseClick(
        process("cp_1")->findChild<QToolButton*>(QStringLiteral("stopWorker")), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return textsOf(*process("cp_1")).contains(QStringLiteral("exit 0: done, signal")); },
        kWatchdogMs))
        << textsOf(*process("cp_1")).toStdString();
    QTest::mouseClick(
        process("cp_1")->findChild<QToolButton*>(QStringLiteral("restartWorker")), Qt::LeftButton);
    EXPECT_TRUE(becomes([&](const LiveStatus& status) {
        return status.find_worker("cp_1")->runs() && status.find_worker("cp_1")->seen.pid != pid;
    }));
}

TEST_F(RigWindow, ChangesTheRateByTheSliderAndNotesItOnThePlots)
{
    open();
    startRig();
    auto* slider = process("producer")->findChild<QSlider*>(QStringLiteral("paceSlider"));
    slider->setFocus();
    const int before = slider->value();
    QTest::keyClick(slider, Qt::Key_PageUp);
    EXPECT_GT(slider->value(), before);
    ASSERT_TRUE(becomes([](const LiveStatus& status) {
        return status.topology.producer.rate.per_second.value_or(0) > 20'000;
    }));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            const auto& captions = m_window->rig().session()->captions();
            return std::any_of(captions.begin(), captions.end(), [](const gui::Caption& caption) {
                return caption.text.startsWith(QStringLiteral("producer: rate "));
            });
        },
        kWatchdogMs));
    auto* field = process("producer")->findChild<QLineEdit*>(QStringLiteral("paceField"));
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("fast"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_TRUE(isSaid(QStringLiteral("\"fast\" is no rate")));
}

TEST_F(RigWindow, ShowsWhatTheWorkersWrote)
{
    open();
    startRig();
    auto* output = part<gui::ListTable>("output");
    ASSERT_TRUE(QTest::qWaitFor([&] { return output->model()->rowCount() >= 4; }, kWatchdogMs));
    auto* worker = part<QComboBox>("outputWorker");
    const int index = worker->findText(QStringLiteral("cp_1"));
    ASSERT_GT(index, 0);
    worker->setCurrentIndex(index);
    ASSERT_GE(output->model()->rowCount(), 1);
    for (int row = 0; row < output->model()->rowCount(); ++row) {
        EXPECT_EQ(output->model()->index(row, 1).data().toString(), QStringLiteral("cp_1"));
    }
    part<QLineEdit>("outputFilter")->setText(QStringLiteral("nothing-of-that-kind"));
    EXPECT_EQ(output->model()->rowCount(), 0);
}

TEST_F(RigWindow, TellsTheEndsOfProcessesAndTheAlertAmongTheEvents)
{
    open();
    action("demo")->trigger();
    ASSERT_TRUE(becomes([](const LiveStatus& status) {
        return status.phase == rig::LivePhase::Running && status.seen.published > 1'000;
    }));
    chooseTarget("cp_1");
    m_window->rig().live()->inject(
        {.kind = FaultKind::Stall, .target = "cp_1", .parameters = {}, .duration = {}});
    const auto isTold = [&](const QString& words) {
        return QTest::qWaitFor(
            [&] {
                auto& log = m_window->journal().events();
                for (int row = 0; row < log.rowCount(); ++row) {
                    if (log.loggedEvent(row).text.contains(words)) {
                        return true;
                    }
                }
                return false;
            },
            kWatchdogMs);
    };
    EXPECT_TRUE(isTold(QStringLiteral("s after the ring was full (full at ")));
    m_window->rig().live()->rejoin("cp_2");
    EXPECT_TRUE(isTold(QStringLiteral("killed by SIGKILL")));
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
