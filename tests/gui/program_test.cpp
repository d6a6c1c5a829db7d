// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/live_ring.h"
#include "gui/program.h"

#include "monitor/recording/summary.h"
#include "rig/platform/process_stat.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fstream>

#include <gtest/gtest.h>

namespace {

using gui_test::LiveRing;
using gui_test::ProgramRun;
using gui_test::readUntil;
using gui_test::runRingscope;
using gui_test::startRingscope;

QStringList words(const char* line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

QString demoSegment(qint64 pid)
{
    return QStringLiteral("/dev/shm/ringscope-demo-%1").arg(pid);
}

/// By the kernel; a zombie is none.
bool lives(pid_t pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArray line = file.readAll();
    return !line.mid(line.lastIndexOf(')')).startsWith(") Z");
}

/// By the kernel: stopped by a signal.
bool stands(pid_t pid)
{
    const auto stat = rig::read_process_stat(pid);
    return stat && stat->is_stopped();
}

std::vector<pid_t> childrenOf(qint64 parent)
{
    std::vector<pid_t> children;
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(parent));
    for (const QString& task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task) + QStringLiteral("/children"));
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray& pid : file.readAll().simplified().split(' ')) {
                if (!pid.isEmpty()) {
                    children.push_back(pid.toInt());
                }
            }
        }
    }
    return children;
}

TEST(Program, PlaysTheDemoTellsItsStoryAndLeavesAPicture)
{
    const QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("demo.png"));
    const ProgramRun run = runRingscope(
        words("--demo --duration 14s --quit --scheme light --screenshot") << picture);
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_TRUE(run.standardError.isEmpty()) << run.standardError.toStdString();
    const QByteArray& told = run.standardOutput;
    const auto held = told.indexOf("cp_1 holds the producer of ringscope-demo-");
    EXPECT_GT(held, told.indexOf(" is healthy")) << told.toStdString();
    EXPECT_GT(told.lastIndexOf(" is healthy"), held) << told.toStdString();
    EXPECT_TRUE(told.endsWith("PASS: the demo went as told\n")) << told.toStdString();
    const QImage image(picture);
    EXPECT_EQ(image.size(), QSize(1600, 1000));
}

TEST(Program, ExitsWith2WhenTheDurationCutsTheStory)
{
    const ProgramRun run = runRingscope(words("--demo --duration 1500ms --quit"));
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_TRUE(run.standardError.isEmpty()) << run.standardError.toStdString();
    EXPECT_TRUE(run.standardOutput.contains("INCONCLUSIVE: ")) << run.standardOutput.toStdString();
}

TEST(Program, LeavesNoWorkerWhenItIsKilledAndTheNextStartRemovesTheRing)
{
    QProcess process;
    startRingscope(process, words("--demo"));
    ASSERT_TRUE(readUntil(process, " is healthy").contains(" is healthy"));
    const std::vector<pid_t> workers = childrenOf(process.processId());
    ASSERT_EQ(workers.size(), 4U);
    const QString segment = demoSegment(process.processId());
    for (const pid_t worker : workers) {  // or one might see its input end, and remove the ring
        ::kill(worker, SIGSTOP);
    }
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    ASSERT_TRUE(process.waitForFinished());
    for (const pid_t worker : workers) {
        EXPECT_TRUE(QTest::qWaitFor([&] { return !lives(worker); }, 20000)) << worker;
    }
    ASSERT_TRUE(QFile::exists(segment));
    const ProgramRun next = runRingscope(words("--duration 200ms --quit"));
    EXPECT_EQ(next.exitCode, 0);
    EXPECT_TRUE(next.standardOutput.contains("Removed ringscope-demo-"))
        << next.standardOutput.toStdString();
    EXPECT_EQ(next.standardOutput.count('\n'), 1) << "one line";
    EXPECT_FALSE(QFile::exists(segment));
}

TEST(Program, EndsItsDemoWhenItIsTerminated)
{
    QProcess process;
    startRingscope(process, words("--demo"));
    ASSERT_TRUE(readUntil(process, " is healthy").contains(" is healthy"));
    const std::vector<pid_t> workers = childrenOf(process.processId());
    const QString segment = demoSegment(process.processId());
    process.terminate();
    ASSERT_TRUE(process.waitForFinished());
    EXPECT_EQ(process.exitStatus(), QProcess::NormalExit);
    EXPECT_EQ(process.exitCode(), 0);
    for (const pid_t worker : workers) {
        EXPECT_FALSE(lives(worker)) << worker;
    }
    EXPECT_FALSE(QFile::exists(segment));
}

// With a worker that stands: nobody told it that its window is gone.
TEST(Program, LeavesNoWorkerWithinTwoSecondsOfItsKillWhileOneIsStalled)
{
    QProcess process;
    startRingscope(process, words("--demo"));
    ASSERT_TRUE(readUntil(process, "cp_1 holds the producer").contains("cp_1 holds the producer"));
    const std::vector<pid_t> workers = childrenOf(process.processId());
    ASSERT_EQ(workers.size(), 4U);
    ASSERT_EQ(std::count_if(workers.begin(), workers.end(), stands), 1);
    const QString segment = demoSegment(process.processId());
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    ASSERT_TRUE(process.waitForFinished());
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return std::none_of(workers.begin(), workers.end(), lives); }, 2000));
    const ProgramRun next = runRingscope(words("--duration 200ms --quit"));
    EXPECT_FALSE(QFile::exists(segment));
    EXPECT_LE(next.standardOutput.count('\n'), 1) << next.standardOutput.toStdString();
}

TEST(Program, HealsAndEndsItsRigWhenItIsTerminatedWhileAWorkerIsStalled)
{
    QProcess process;
    startRingscope(process, words("--demo"));
    ASSERT_TRUE(readUntil(process, "cp_1 holds the producer").contains("cp_1 holds the producer"));
    const std::vector<pid_t> workers = childrenOf(process.processId());
    ASSERT_EQ(std::count_if(workers.begin(), workers.end(), stands), 1);
    const QString segment = demoSegment(process.processId());
    process.terminate();
    ASSERT_TRUE(process.waitForFinished());
    EXPECT_EQ(process.exitCode(), 0);
    EXPECT_TRUE(std::none_of(workers.begin(), workers.end(), lives));
    EXPECT_FALSE(QFile::exists(segment));
}

TEST(Program, WaitsForAnAbsentRingAndSaysSoOnStdout)
{
    const LiveRing ring;
    const ProgramRun run
        = runRingscope(words("--duration 500ms --quit --attach") << ring.shownName());
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_TRUE(run.standardOutput.contains("Waiting for " + ring.shownName().toLatin1()))
        << run.standardOutput.toStdString();
    EXPECT_TRUE(run.standardError.isEmpty()) << run.standardError.toStdString();
}

TEST(Program, SaysThatAPictureCannotBeWritten)
{
    const ProgramRun run
        = runRingscope(words("--duration 200ms --quit --screenshot /no/such/folder/a.png"));
    EXPECT_EQ(run.exitCode, 70);
    EXPECT_TRUE(run.standardError.contains("/no/such/folder/a.png"))
        << run.standardError.toStdString();
    EXPECT_EQ(run.standardError.count('\n'), 1);
}

TEST(Program, RecordsFromItsStartToItsEnd)
{
    LiveRing ring;
    ring.startProducer();
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("run.ringrec"));
    const ProgramRun run = runRingscope(words("--duration 1500ms --quit --attach")
        << ring.shownName() << QStringLiteral("--record") << file);
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_TRUE(run.standardError.isEmpty()) << run.standardError.toStdString();
    const auto summary = monitor::recording::summarise(file.toStdString());
    ASSERT_TRUE(summary);
    EXPECT_TRUE(summary->end.whole);
    EXPECT_GT(summary->rings.at(0).samples, 10U);
    const ProgramRun replay = runRingscope(words("--duration 1500ms --quit") << file);
    EXPECT_EQ(replay.exitCode, 0);
    EXPECT_TRUE(replay.standardError.isEmpty()) << replay.standardError.toStdString();
}

TEST(Program, SaysByItsExitCodeWhyItCannotRecordOrReadARecording)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("mine.ringrec"));
    std::ofstream(file.toStdString()) << "mine";
    const std::vector<std::pair<int, QStringList>> cases{{69, {QStringLiteral("--record"), file}},
        {66, {QStringLiteral("--record"), folder.filePath(QStringLiteral("no/such/run.ringrec"))}},
        {69, {file}}, {66, {folder.filePath(QStringLiteral("absent.ringrec"))}}};
    for (const auto& [exitCode, arguments] : cases) {
        const ProgramRun run = runRingscope(words("--duration 1s --quit") << arguments);
        EXPECT_EQ(run.exitCode, exitCode) << arguments.last().toStdString();
        EXPECT_EQ(run.standardError.count('\n'), 1) << run.standardError.toStdString();
        EXPECT_TRUE(run.standardError.contains(arguments.last().toUtf8()))
            << run.standardError.toStdString();
    }
}

TEST(Program, ExitsWith70WhereThereIsNoDisplay)
{
    const ProgramRun run = runRingscope({}, QStringLiteral("no-such-platform"));
    EXPECT_EQ(run.exitCode, 70) << run.standardError.constData();
    EXPECT_TRUE(run.standardError.endsWith("with QT_QPA_PLATFORM=offscreen it needs none)\n"))
        << run.standardError.constData();
    EXPECT_FALSE(run.standardError.contains("einstalling")) << run.standardError.constData();
}

TEST(Program, ExitsWith70WhenStdoutIsFull)
{
    LiveRing ring;
    ring.startProducer();
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    startRingscope(process, words("--duration 1s --quit --attach") << ring.shownName());
    ASSERT_TRUE(process.waitForFinished());
    EXPECT_EQ(process.exitCode(), 70);
    EXPECT_EQ(process.readAllStandardError(), "ringscope: cannot write to stdout (is it full?)\n");
}

TEST(Program, ChangesNoByteOfAStoppedRing)
{
    LiveRing ring;
    ring.startProducer();
    ring.endProducer();
    QFile segment(ring.path());
    ASSERT_TRUE(segment.open(QIODevice::ReadOnly));
    const QByteArray before = segment.readAll();
    ASSERT_FALSE(before.isEmpty());
    EXPECT_EQ(
        runRingscope(words("--duration 500ms --quit --attach") << ring.shownName()).exitCode, 0);
    segment.seek(0);
    EXPECT_TRUE(segment.readAll() == before);
}

}  // namespace
