// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/program.h"
#include "rig/rig_support.h"
#include "rig/things_of_owner.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>

#include <gtest/gtest.h>

/// `ringscope --scenario`: runs that nobody clicks.
namespace {

using gui_test::ProgramRun;
using gui_test::runRingscope;
using gui_test::startRingscope;
using ringtest::eventually;

/// Keeps the runs, and every file of a test, in a folder of its own.
class ScenarioProgram : public testing::Test {
protected:
    ScenarioProgram() { qputenv("XDG_DATA_HOME", m_folder.path().toUtf8()); }
    ~ScenarioProgram() override
    {
        qunsetenv("XDG_DATA_HOME");
        qunsetenv("RINGSCOPE_WORKER");
        qunsetenv("RINGTEST_BREAK");
    }

    [[nodiscard]] QString writeFile(const QByteArray& more) const
    {
        QFile file(m_folder.filePath(QStringLiteral("short.json")));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(R"({ "schema": "ringscope.scenario/1", "name": "short",
  "topology": { "backend": "shm", "capacity": 1024, "producer": { "rate": "5k", "batch": 8 },
    "consumers": [ { "id": "cp_0" } ] },
  "steady_state": { "for": "0s", "again": false, "expect": [ { "ring": "state", "is": "LIVE" } ] }, )"
            + more + R"( "timeout": "50s" })");
        return file.fileName();
    }
    [[nodiscard]] QString longStall() const
    {
        return writeFile(R"("method": [ { "fault": "stall", "target": "cp_0", "id": "s" } ],
  "observe": "40s",)");
    }
    /// Again where a machine that gave it no time left it without a verdict.
    static ProgramRun runUntilJudged(const QStringList& arguments)
    {
        constexpr int kInconclusive = 2;
        constexpr int kTimes = 5;
        for (int i = 1;; ++i) {
            ProgramRun run = runRingscope(arguments);
            const bool spoiled
                = run.exitCode == kInconclusive && run.standardOutput.contains("looks missed");
            if (!spoiled || i == kTimes) {
                return run;
            }
        }
    }
    [[nodiscard]] QString runs() const
    {
        return m_folder.filePath(QStringLiteral("ringscope/runs"));
    }
    [[nodiscard]] QByteArray journal() const
    {
        const QDir runs(this->runs() + QStringLiteral("/short"));
        const QStringList names
            = runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
        QFile file(runs.filePath(names.value(0)) + QStringLiteral("/journal.jsonl"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// The scenario with the stall runs, and its consumer stands.
    void startLongStall(QProcess& process) const
    {
        startRingscope(process,
            {QStringLiteral("--scenario"), longStall(), QStringLiteral("--run"),
                QStringLiteral("--quit")});
        ASSERT_TRUE(eventually([this] { return journal().contains("proven"); })) << "no stall";
    }

    QTemporaryDir m_folder;
};

TEST_F(ScenarioProgram, EndsByItselfWithTheVerdictAndAPicture)
{
    const QString picture = m_folder.filePath(QStringLiteral("card.png"));
    const ProgramRun run = runUntilJudged(
        {QStringLiteral("--scenario"), writeFile(R"("observe": "200ms",)"), QStringLiteral("--run"),
            QStringLiteral("--quit"), QStringLiteral("--screenshot"), picture});
    EXPECT_EQ(run.exitCode, 0) << run.standardOutput.toStdString();
    EXPECT_TRUE(run.standardError.isEmpty()) << run.standardError.toStdString();
    EXPECT_TRUE(run.standardOutput.contains("PASS short ")) << run.standardOutput.toStdString();
    EXPECT_TRUE(run.standardOutput.contains("  reproduce: ringctl run /"));
    EXPECT_EQ(QImage(picture).size(), QSize(1600, 1000));
    EXPECT_TRUE(QFile::exists(runs() + QStringLiteral("/short/latest/summary.json")));
}

TEST_F(ScenarioProgram, ExitsWith1WhenAPromiseIsBroken)
{
    qputenv("RINGSCOPE_WORKER", BROKEN_WORKER);
    qputenv("RINGTEST_BREAK", "loses");
    const ProgramRun run = runRingscope({QStringLiteral("--scenario"),
        QStringLiteral("baseline-1p1c"), QStringLiteral("--run"), QStringLiteral("--quit")});
    EXPECT_EQ(run.exitCode, 1) << run.standardOutput.toStdString();
    EXPECT_TRUE(run.standardOutput.contains("FAIL baseline-1p1c "))
        << run.standardOutput.toStdString();
    EXPECT_TRUE(run.standardError.isEmpty()) << run.standardError.toStdString();
}

TEST_F(ScenarioProgram, IsAbortedAfterItsDurationAndHeals)
{
    const ProgramRun run
        = runRingscope({QStringLiteral("--scenario"), longStall(), QStringLiteral("--run"),
            QStringLiteral("--quit"), QStringLiteral("--duration"), QStringLiteral("4s")});
    EXPECT_EQ(run.exitCode, 3) << run.standardOutput.toStdString();
    EXPECT_TRUE(run.standardOutput.contains("ABORTED short ")) << run.standardOutput.toStdString();
    EXPECT_TRUE(journal().contains("healed: ")) << journal().toStdString();
}

TEST_F(ScenarioProgram, IsWithoutADisplayForAnUnknownNameAndABadFile)
{
    const QString kNoDisplay = QStringLiteral("no-such-platform");
    const ProgramRun unknown = runRingscope(
        {QStringLiteral("--scenario"), QStringLiteral("stall-required-consumr")}, kNoDisplay);
    EXPECT_EQ(unknown.exitCode, 66);
    EXPECT_EQ(unknown.standardError,
        "ringscope: SCENARIO: 'stall-required-consumr' is neither built in nor a file (did you "
        "mean 'stall-required-consumer'?)\n");
    const QString file = writeFile(R"("metod": [], "observe": "2y",)");
    const ProgramRun bad = runRingscope({QStringLiteral("--scenario"), file}, kNoDisplay);
    EXPECT_EQ(bad.exitCode, 64);
    const QList<QByteArray> lines = bad.standardError.split('\n');
    ASSERT_EQ(lines.size(), 3) << bad.standardError.toStdString();
    EXPECT_TRUE(lines[0].startsWith(file.toUtf8() + ":4:101: unknown key \"metod\""));
    EXPECT_TRUE(lines[1].startsWith(file.toUtf8() + ":4:125: observe: \"2y\""));
    EXPECT_FALSE(QDir(runs()).exists());
}

class Signal : public ScenarioProgram, public testing::WithParamInterface<int> { };

TEST_P(Signal, HealsEndsTheWorkersAndExitsWith3)
{
    QProcess process;
    startLongStall(process);
    const auto owner = static_cast<pid_t>(process.processId());
    ASSERT_EQ(ringtest::workers_of(owner).size(), 2U);
    ::kill(owner, GetParam());
    ASSERT_TRUE(process.waitForFinished(50'000));
    EXPECT_EQ(process.exitStatus(), QProcess::NormalExit);
    EXPECT_EQ(process.exitCode(), 3);
    EXPECT_TRUE(journal().contains("\"is\":\"healed: ")) << journal().toStdString();
    EXPECT_TRUE(ringtest::workers_of(owner).empty());
    EXPECT_TRUE(ringtest::files_of(owner).empty());
}

INSTANTIATE_TEST_SUITE_P(Both, Signal, testing::Values(SIGINT, SIGTERM));

TEST_F(ScenarioProgram, LeavesNoWorkerWhenItIsKilledAndTheNextStartRemovesTheRing)
{
    QProcess process;
    startLongStall(process);
    const auto owner = static_cast<pid_t>(process.processId());
    const std::vector<pid_t> workers = ringtest::workers_of(owner);
    ASSERT_EQ(workers.size(), 2U);
    for (const pid_t worker : workers) {  // or one might see its input end, and remove the ring
        ::kill(worker, SIGSTOP);
    }
    ::kill(owner, SIGKILL);
    ASSERT_TRUE(process.waitForFinished());
    const auto killed = std::chrono::steady_clock::now();
    EXPECT_TRUE(
        eventually([&] { return std::all_of(workers.begin(), workers.end(), ringtest::is_dead); }));
    RecordProperty("workers_gone_ms",
        static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - killed)
                             .count()));
    ASSERT_FALSE(ringtest::files_of(owner).empty());
    const ProgramRun next = runRingscope(
        {QStringLiteral("--duration"), QStringLiteral("200ms"), QStringLiteral("--quit")});
    EXPECT_EQ(next.exitCode, 0);
    EXPECT_TRUE(next.standardOutput.contains("Removed ringscope-rig-"))
        << next.standardOutput.toStdString();
    EXPECT_TRUE(ringtest::files_of(owner).empty());
}

}  // namespace
