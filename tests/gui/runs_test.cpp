// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenario_test_support.h"

#include "gui/parts/list_table.h"
#include "gui/recordings/recording_parts.h"
#include "gui/scenarios/run_rows.h"

#include "monitor/recorded_ring.h"

#include <QHeaderView>
#include <QLabel>
#include <QTabBar>

/// The runs that were kept, whoever wrote them.
namespace {

using gui_test::kWatchdogMs;

class Runs : public gui_test::ScenarioWindow {
protected:
    QString addRun(const char* scenario, const char* name, const QByteArray& summary) const
    {
        const QString path = m_options.runsFolder + QLatin1Char('/') + QLatin1String(scenario)
            + QLatin1Char('/') + QLatin1String(name);
        QDir().mkpath(path);
        for (const char* const file : {"report.html", "junit.xml", "run.ringrec"}) {
            writeInto(path, file, "what it says");
        }
        writeInto(path, "summary.json", summary);
        return path;
    }
    static void writeInto(const QString& path, const char* name, const QByteArray& text)
    {
        QFile file(path + QLatin1Char('/') + QLatin1String(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static QByteArray summary(
        const char* scenario, const char* verdict, double seconds, double brokeAt = 1.5)
    {
        return QStringLiteral(R"({"schema":"ringscope.run/1","scenario":"%1","backend":"shm",)"
                              R"("seed":7,"verdict":"%2","reason":"r","seconds":%3,)"
                              R"("begun":"2026-01-02T03:04:05Z","reproduce":"ringctl run %1",)"
                              R"("expectations":[{"type":"a","name":"first","status":"passed",)"
                              R"("expected":"first","measured":"m","at_s":null},{"type":"b",)"
                              R"("name":"second","status":"failed","expected":"e",)"
                              R"("measured":"<b>m</b>","at_s":%4}]})")
            .arg(QLatin1String(scenario), QLatin1String(verdict))
            .arg(seconds)
            .arg(brokeAt)
            .toUtf8();
    }
    void openRuns(int expected)
    {
        openScenarios();
        part<QTabBar>("scenarioTabs")->setCurrentIndex(1);
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return table()->model()->rowCount() == expected; }, kWatchdogMs))
            << table()->model()->rowCount();
    }
    [[nodiscard]] gui::ListTable* table() const { return part<gui::ListTable>("runs"); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    /// The link in what broke; null when there is none.
    [[nodiscard]] QLabel* jump() const
    {
        for (QLabel* label : card()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QStringLiteral("Jump"))) {
                return label;
            }
        }
        return nullptr;
    }
    void choose(int row) const
    {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
            table()->visualRect(table()->model()->index(row, 1)).center());
    }
};

TEST_F(Runs, AreSortedByWhateverIsAskedFor)
{
    addRun("a", "20260101T000000Z-7", summary("a", "PASS", 5));
    addRun("b", "20260102T000000Z-7", summary("b", "FAIL", 20));
    addRun("c", "20260103T000000Z-7", summary("c", "PASS", 10));
    openRuns(3);
    EXPECT_EQ(cell(0, gui::RunRows::Scenario), QStringLiteral("c")) << "the newest first";
    table()->sortByColumn(gui::RunRows::Seconds, Qt::DescendingOrder);
    EXPECT_EQ(cell(0, gui::RunRows::Scenario), QStringLiteral("b"));
    table()->sortByColumn(gui::RunRows::Verdict, Qt::DescendingOrder);
    EXPECT_EQ(cell(0, gui::RunRows::Scenario), QStringLiteral("b"));
    QTest::keyClicks(part<QLineEdit>("runFilter"), QStringLiteral("FAIL"));
    EXPECT_EQ(table()->model()->rowCount(), 1);
}

TEST_F(Runs, ShowTheirCardByOneClick)
{
    addRun("a", "20260101T000000Z-7", summary("a", "FAIL", 5));
    openRuns(1);
    choose(0);
    ASSERT_TRUE(isOver());
    const auto rows = card()->findChildren<gui::ExpectationRow*>();
    ASSERT_EQ(rows.size(), 2);
    EXPECT_EQ(rows[0]->line().name, QStringLiteral("second")) << "what broke stands first";
    EXPECT_EQ(rows[0]->line().evidence, QStringLiteral("<b>m</b>; right is e"));
    EXPECT_FALSE(action("runAgain")->isEnabled()) << "its file is not known";
    EXPECT_TRUE(action("openReport")->isEnabled());
}

TEST_F(Runs, OfAnEarlierSessionLeadIntoTheirRecording)
{
    constexpr double kBrokeAt
        = 101.5;  // of a clock that began with 0; its first sample is at 100 s
    const QString path = addRun("a", "20260101T000000Z-7", summary("a", "FAIL", 5, kBrokeAt));
    QFile::remove(path + QStringLiteral("/run.ringrec"));
    const auto writer = monitor::test::record_ring(
        (path + QStringLiteral("/run.ringrec")).toStdString(), {"orders", 3000, 1000});
    openRuns(1);
    choose(0);
    ASSERT_TRUE(isOver());
    EXPECT_FALSE(part<QLabel>("cardNoMoment")->isVisible());
    const auto isThere = [&] {
        const auto* recording = m_window->recordings().recordings().current();
        return recording != nullptr && recording->isUpToDate()
            && recording->view().position == recording->momentAt(kBrokeAt).at;
    };
    QLabel* link = jump();
    ASSERT_NE(link, nullptr);
    EXPECT_TRUE(link->text().contains(QStringLiteral("Jump to +101.5 s in its recording")));
    Q_EMIT link->linkActivated(QStringLiteral("#"));
    ASSERT_TRUE(QTest::qWaitFor(isThere, kWatchdogMs));
    EXPECT_FALSE(plot()->follows());
    m_window->recordings().recordings().seek({});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !isThere(); }, kWatchdogMs));
    Q_EMIT link->linkActivated(QStringLiteral("#"));
    EXPECT_TRUE(QTest::qWaitFor(isThere, kWatchdogMs));
    EXPECT_EQ(m_window->recordings().recordings().all().size(), 1U) << "it is open already";
}

TEST_F(Runs, WithoutARecordingSayWhyNoMomentCanBeGoneTo)
{
    const QString path = addRun("a", "20260101T000000Z-7", summary("a", "FAIL", 5));
    QFile::remove(path + QStringLiteral("/run.ringrec"));
    openRuns(1);
    choose(0);
    ASSERT_TRUE(isOver());
    EXPECT_EQ(jump(), nullptr);
    EXPECT_TRUE(part<QLabel>("cardNoMoment")->isVisible());
}

TEST_F(Runs, WhoseRecordingIsNoneSaySoWhenItIsJumpedInto)
{
    addRun("a", "20260101T000000Z-7", summary("a", "FAIL", 5));
    openRuns(1);
    choose(0);
    ASSERT_TRUE(isOver());
    QLabel* link = jump();
    ASSERT_NE(link, nullptr);
    Q_EMIT link->linkActivated(QStringLiteral("#"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return messages().join(u'\n').contains(QStringLiteral("no recording")); },
        kWatchdogMs));
}

TEST_F(Runs, ThatAreDamagedOrNoneAreListedAsSuchAndSaidWhenChosen)
{
    addRun("a", "20260101T000000Z-7", "{ \"schema\": \"ringscope.run/1\", ");
    addRun("b\x1b[31m<i>", "20260102T000000Z-7", QByteArray(1 << 20, '['));
    QDir().mkpath(m_options.runsFolder + QStringLiteral("/c/photos"));
    openRuns(3);
    EXPECT_EQ(cell(0, gui::RunRows::When), QStringLiteral("foreign"));
    EXPECT_EQ(cell(1, gui::RunRows::When), QStringLiteral("damaged"));
    EXPECT_FALSE(cell(1, gui::RunRows::Scenario).contains(QChar(0x1b)));
    choose(2);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return complaints() == QStringLiteral("summary.json: no JSON, or cut short"); },
        kWatchdogMs))
        << complaints().toStdString();
    EXPECT_FALSE(card()->isVisible());
}

TEST_F(Runs, AreCopiedWholeOrNotAtAll)
{
    const QString run = addRun("a", "20260101T000000Z-7", summary("a", "PASS", 5));
    const QString place = folder().filePath(QStringLiteral("to"));
    QDir().mkpath(place);
    openRuns(1);
    choose(0);
    ASSERT_TRUE(isOver());
    m_window->scenarios().exportTo(place);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !messages().isEmpty(); }, kWatchdogMs));
    EXPECT_EQ(QDir(place).entryList(QDir::Files | QDir::Hidden),
        (QStringList{QStringLiteral("a-20260101T000000Z-7-junit.xml"),
            QStringLiteral("a-20260101T000000Z-7-report.html"),
            QStringLiteral("a-20260101T000000Z-7-run.ringrec")}));
    writeInto(run, "report.html", "another");
    QFile::remove(run + QStringLiteral("/run.ringrec"));
    m_window->scenarios().exportTo(place);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return complaints().contains(QStringLiteral("run.ringrec: No such file")); },
        kWatchdogMs));
    QFile kept(place + QStringLiteral("/a-20260101T000000Z-7-report.html"));
    ASSERT_TRUE(kept.open(QIODevice::ReadOnly));
    EXPECT_EQ(kept.readAll(), "what it says");
}

TEST_F(Runs, ThatHaveNoReportNameTheirFolderInstead)
{
    const QString run = addRun("a", "20260101T000000Z-7", summary("a", "PASS", 5));
    QFile::remove(run + QStringLiteral("/report.html"));
    openRuns(1);
    choose(0);
    ASSERT_TRUE(isOver());
    QTest::mouseClick(button("cardReport"), Qt::LeftButton);
    EXPECT_EQ(complaints(), run);
}

}  // namespace
