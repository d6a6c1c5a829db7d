// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig_test_support.h"

#include "gui/parts/list_table.h"
#include "gui/rig/process_card.h"

#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace {

using gui_test::kWatchdogMs;
using rig::FaultKind;
using rig::LiveStatus;

class RigProcesses : public gui_test::RigTest {
protected:
    [[nodiscard]] gui::ProcessCard* process(const char* name) const
    {
        return m_window->findChild<gui::ProcessCard*>(
            QStringLiteral("process-") + QLatin1String(name));
    }
};

TEST_F(RigProcesses, ACardShowsItsProcessAndSteersIt)
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

TEST_F(RigProcesses, ChangesTheRateByTheSliderAndNotesItOnThePlots)
{
    open();
    startRig();
    auto* slider = process("producer")->findChild<QSlider*>(QStringLiteral("paceSlider"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return slider->isEnabled(); }, kWatchdogMs))
        << "the card is shown later than the process runs";
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

TEST_F(RigProcesses, ShowsWhatTheWorkersWrote)
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

TEST_F(RigProcesses, TellsTheEndsOfProcessesAndTheAlertAmongTheEvents)
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

}  // namespace
