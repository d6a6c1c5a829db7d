// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenario_test_support.h"
#include "gui/user.h"

#include "gui/rig/clicked_scenario.h"
#include "gui/rig/our_rig.h"
#include "monitor/ringctl_run.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QRegularExpression>
#include <QUrl>

#include <csignal>
#include <nlohmann/json.hpp>

/// Scenarios in the window, with real processes.
namespace {

using gui_test::kWatchdogMs;
using gui_test::longStall;
using gui_test::shortScenario;

class Scenarios : public gui_test::ScenarioWindow {
protected:
    gui_test::User m_user;
};

/// Takes what would be shown by a browser.
class Browser : public QObject {
    Q_OBJECT
public:
    Browser() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl& url) { opened.append(url); }
};

// The click is on the sign of its row; the card unfolds by itself.
TEST_F(Scenarios, RunAndShowTheVerdictByOneClick)
{
    openScenarios();
    EXPECT_FALSE(card()->isVisible());
    m_user.click(*list()->viewport(), signOf(QStringLiteral("baseline-1p1c")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return card()->isVisible(); }, kWatchdogMs));
    EXPECT_TRUE(card()->run().goesOn());
    ASSERT_TRUE(isOver());
    EXPECT_EQ(card()->accessibleName(),
        isSpoiled() ? QStringLiteral("INCONCLUSIVE baseline-1p1c")
                    : QStringLiteral("PASS baseline-1p1c"))
        << card()->run().summary.reason;
    EXPECT_EQ(m_user.clicks(), 1);
}

// From the first sight of the window: what is typed does not count.
TEST_F(Scenarios, RunFromTheStartPageByOneClick)
{
    open();
    m_user.click(*part<QAbstractButton>("commandField"));
    QTest::keyClicks(part<QLineEdit>("commandWords"), QStringLiteral("baseline-1p1c"));
    QTest::keyClick(part<QLineEdit>("commandWords"), Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([&] { return card()->isVisible(); }, kWatchdogMs));
    ASSERT_TRUE(isOver());
    EXPECT_EQ(card()->run().summary.scenario, "baseline-1p1c");
    EXPECT_EQ(m_user.clicks(), 1);
    EXPECT_TRUE(card()->isVisible()) << "it unfolds by itself";
}

// From a card, one click more each.
TEST_F(Scenarios, OpenTheReportAndCopyTheCommandByOneClickEach)
{
    openScenarios();
    openFile(writeFile(shortScenario(R"("observe": "200ms",)")));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, signOf(QStringLiteral("short")));
    ASSERT_TRUE(isOver());
    const Browser browser;
    m_user.click(*button("cardReport"));
    ASSERT_EQ(browser.opened.size(), 1);
    const QFileInfo report(browser.opened.first().toLocalFile());
    EXPECT_EQ(report.fileName(), QStringLiteral("report.html"));
    EXPECT_GT(report.size(), 1000);
    EXPECT_EQ(report.path().toStdString(), card()->run().folder.string());
    m_user.click(*button("cardCopy"));
    const QString command = QGuiApplication::clipboard()->text();
    EXPECT_EQ(command,
        QStringLiteral("ringctl run %1 --seed %2")
            .arg(folder().filePath(QStringLiteral("short.json")))
            .arg(card()->run().summary.seed));
    EXPECT_EQ(m_user.clicks(), 2) << "one for each";
}

/// Numbers aside: a tolerance has in it how late this machine woke the rig in that run.
std::string withoutNumbers(const std::string& text)
{
    return QString::fromStdString(text)
        .replace(QRegularExpression(QStringLiteral("[0-9]+")), QStringLiteral("#"))
        .toStdString();
}

TEST_F(Scenarios, GiveTheSameExpectationsAsRingctl)
{
    const QString kName = QStringLiteral("kill-required-consumer");
    openScenarios();
    QTest::keyClicks(part<QLineEdit>("scenarioSeed"), QStringLiteral("7"));
    runUntilJudged(kName);
    const monitor::run::RunSummary& ours = card()->run().summary;
    ASSERT_EQ(ours.verdict, rig::Verdict::Pass) << ours.reason;
    const auto theirs = ringtest::run_until_judged({"run", kName.toStdString(), "--backend", "shm",
        "--seed", "7", "--format", "jsonl", "--runs", folder().filePath("ringctl").toStdString()});
    const auto json = nlohmann::json::parse(theirs.result.out);
    EXPECT_EQ(json["verdict"], "PASS");
    EXPECT_EQ(json["seed"], ours.seed);
    EXPECT_EQ(json["reproduce"], ours.reproduce);
    ASSERT_EQ(json["expectations"].size(), ours.lines.size());
    for (std::size_t i = 0; i < ours.lines.size(); ++i) {
        const auto& line = json["expectations"][i];
        EXPECT_EQ(line["name"], ours.lines[i].name);
        EXPECT_EQ(line["type"], ours.lines[i].type);
        EXPECT_EQ(line["status"], std::string(to_string(ours.lines[i].status)));
        EXPECT_EQ(withoutNumbers(line["expected"]), withoutNumbers(ours.lines[i].expected));
    }
}

TEST_F(Scenarios, ShowTheirRingTheirFaultsAndTheirPhasesWhileTheyRun)
{
    openScenarios();
    openFile(writeFile(longStall()));
    action("runScenario")->trigger();
    gui::RingSession* ring = session();
    ASSERT_NE(ring, nullptr);
    EXPECT_EQ(ring->consumersSeen(), (std::vector<std::string>{"cp_0", "cp_1"}));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return !ring->faults().empty() && ring->faults()[0].proven; }, kWatchdogMs));
    EXPECT_EQ(ring->faults()[0].name, QStringLiteral("stall of cp_1"));
    EXPECT_LE(ring->faults()[0].requested, *ring->faults()[0].proven);
    ASSERT_GE(ring->captions().size(), 3U);
    EXPECT_EQ(ring->captions()[1].text, QStringLiteral("steady state"));
    EXPECT_TRUE(leadBecomes(QStringLiteral("cp_1 holds the producer"))) << lead().toStdString();
    EXPECT_TRUE(card()->run().goesOn());
    EXPECT_FALSE(action("runScenario")->isEnabled()) << "one at a time";
    QTest::mouseClick(button("cardAbort"), Qt::LeftButton);
    ASSERT_TRUE(isOver());
    EXPECT_EQ(card()->run().summary.verdict, rig::Verdict::Aborted);
    EXPECT_TRUE(ring->faults()[0].healed) << "an abort heals";
    EXPECT_TRUE(ringtest::workers_of(getpid()).empty());
    EXPECT_TRUE(ringtest::files_of(getpid()).empty());
    EXPECT_EQ(m_window->workbench().current(), ring) << "the past of the ring is kept";
}

TEST_F(Scenarios, AreEndedWithTheWindow)
{
    openScenarios();
    openFile(writeFile(longStall()));
    action("runScenario")->trigger();
    ASSERT_NE(session(), nullptr);
    ASSERT_FALSE(ringtest::workers_of(getpid()).empty());
    close();
    EXPECT_TRUE(ringtest::workers_of(getpid()).empty());
    EXPECT_TRUE(ringtest::files_of(getpid()).empty());
}

TEST_F(Scenarios, ThatFailShowWhatBrokeFirstAndLeadToItsMoment)
{
    qputenv("RINGSCOPE_WORKER", BROKEN_WORKER);
    qputenv("RINGTEST_BREAK", "loses");
    openScenarios();
    QTest::mouseClick(
        list()->viewport(), Qt::LeftButton, {}, signOf(QStringLiteral("baseline-1p1c")));
    ASSERT_TRUE(isOver());
    qunsetenv("RINGTEST_BREAK");
    EXPECT_EQ(card()->accessibleName(), QStringLiteral("FAIL baseline-1p1c"));
    const auto rows = card()->findChildren<gui::ExpectationRow*>();
    ASSERT_GE(rows.size(), 4);
    const gui::ShownLine& broken = rows.first()->line();
    EXPECT_EQ(broken.mark, gui::ShownLine::Mark::Cross);
    EXPECT_TRUE(broken.evidence.contains(QStringLiteral(" lost, ")))
        << broken.evidence.toStdString();
    ASSERT_TRUE(broken.at_s);
    const auto labels = rows.first()->findChildren<QLabel*>();
    const auto jump = std::find_if(labels.begin(), labels.end(),
        [](const QLabel* label) { return label->text().contains(QStringLiteral("Jump to ")); });
    ASSERT_NE(jump, labels.end());
    EXPECT_TRUE((*jump)->isVisible());
    Q_EMIT(*jump)->linkActivated(QString());
    EXPECT_FALSE(plot()->follows());
    ASSERT_TRUE(plot()->crosshair());
    const double at = monitor::to_seconds(card()->run().at(*broken.at_s).time_since_epoch());
    EXPECT_NEAR(*plot()->crosshair(), at, 0.001);
}

TEST_F(Scenarios, SayAllThatIsWrongWithAFileAndWhere)
{
    openScenarios();
    m_window->scenarios().open(writeFile(shortScenario(R"("metod": [], "observe": "2y",)")));
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return part<QWidget>("complaints")->isVisible(); }, kWatchdogMs));
    const QStringList lines = complaints().split(QLatin1Char('\n'));
    ASSERT_EQ(lines.size(), 2) << complaints().toStdString();
    EXPECT_TRUE(lines[0].startsWith(QStringLiteral("4:101: unknown key \"metod\"")))
        << lines[0].toStdString();
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("4:125: observe: \"2y\"")))
        << lines[1].toStdString();
    m_window->scenarios().open(QStringLiteral("/no/such/file.json"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return complaints().contains(QStringLiteral("neither built in nor a file")); },
        kWatchdogMs));
    EXPECT_FALSE(runner().isRunning());
}

TEST_F(Scenarios, AreOpenedByDroppingTheirFileOntoTheWindow)
{
    open();
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(writeFile(shortScenario("")))});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &dragged, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop({50, 50}, Qt::CopyAction, &dragged, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &drop);
    EXPECT_TRUE(QTest::qWaitFor([&] { return action("runScenario")->isEnabled(); }, kWatchdogMs));
    EXPECT_TRUE(list()->isVisible());
    EXPECT_EQ(list()->currentIndex().data().toString(), QStringLiteral("short"));
    dragged.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a.txt"))});
    QDragEnterEvent other({50, 50}, Qt::CopyAction, &dragged, Qt::LeftButton, {});
    other.ignore();
    QCoreApplication::sendEvent(m_window.get(), &other);
    EXPECT_FALSE(other.isAccepted()) << "what is neither scenario nor recording is left to others";
}

TEST_F(Scenarios, ThatCannotBeKeptOrStartedSayWhyInTheirPane)
{
    qputenv("RINGSCOPE_WORKER", "/no/such/worker");
    openScenarios();
    QTest::mouseClick(
        list()->viewport(), Qt::LeftButton, {}, signOf(QStringLiteral("baseline-1p1c")));
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return part<QWidget>("complaints")->isVisible(); }, kWatchdogMs));
    EXPECT_TRUE(complaints().contains(QStringLiteral("/no/such/worker")))
        << complaints().toStdString();
    EXPECT_FALSE(runner().isRunning());
}

TEST_F(Scenarios, AreSelectedWhenTheCommandLineNamesOneAndNotRun)
{
    m_options.scenario = *monitor::run::find_scenario("kill-required-consumer");
    open();
    EXPECT_TRUE(list()->isVisible());
    EXPECT_EQ(list()->currentIndex().data().toString(), QStringLiteral("kill-required-consumer"));
    EXPECT_FALSE(runner().isRunning());
    EXPECT_TRUE(action("showScenarios")->isChecked());
    action("showScenarios")->trigger();
    EXPECT_FALSE(list()->isVisible());
}

// What was done to a rig by hand is done again by a scenario.
TEST_F(Scenarios, AreMadeOfWhatWasClicked)
{
    openScenarios();
    rig::Topology topology;
    topology.capacity = 1024;
    topology.consumers.resize(2);
    topology.consumers[0].id = "cp_0";
    topology.consumers[1].id = "cp_1";
    ASSERT_TRUE(m_window->rig().start(topology));
    ASSERT_NE(session(), nullptr);
    EXPECT_FALSE(action("saveClicks")->isEnabled()) << "nothing was clicked yet";
    m_window->rig().live()->inject({rig::FaultKind::Stall, "cp_1", {}, std::nullopt});
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            const auto& faults = m_window->rig().status()->faults;
            return !faults.empty() && faults[0].seen.proven;
        },
        kWatchdogMs));
    m_window->rig().live()->heal_all();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_window->rig().status()->faults[0].seen.healed.has_value(); }, kWatchdogMs));
    EXPECT_TRUE(action("saveClicks")->isEnabled());
    const QString file = folder().filePath(QStringLiteral("My Clicks.json"));
    m_window->scenarios().clicked().saveTo(file);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return list()->currentIndex().data().toString() == QStringLiteral("my-clicks"); },
        kWatchdogMs))
        << complaints().toStdString();
    const auto saved = monitor::run::find_scenario(file.toStdString());
    ASSERT_TRUE(saved);
    ASSERT_EQ(saved->scenario.method.size(), 1U);
    EXPECT_EQ(saved->scenario.method[0].fault.target, "cp_1");
    EXPECT_TRUE(saved->scenario.method[0].fault.duration) << "until it was healed by hand";
    EXPECT_EQ(saved->scenario.topology.capacity, 1024U);
}

TEST_F(Scenarios, CanBeFilteredAndRunByKeys)
{
    openScenarios();
    openFile(writeFile(shortScenario(R"("observe": "200ms",)")));
    auto* filter = part<QLineEdit>("scenarioFilter");
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("ZEBRA"));
    EXPECT_EQ(list()->model()->rowCount(), 1) << "also by what it is for";
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([&] { return runner().isRunning(); }, kWatchdogMs));
    ASSERT_TRUE(isOver());
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return list()
                ->currentIndex()
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(gui::verdictWord(card()->run().summary.verdict));
        },
        kWatchdogMs))
        << "the list says what it gave last";
}

}  // namespace

#include "scenarios_test.moc"
