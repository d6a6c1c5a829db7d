// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/program.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace {

using gui_test::ProgramRun;
using gui_test::runRingscope;

// No such platform: whoever asks for a display dies.
const QString kNoDisplay = QStringLiteral("no-such-platform");

TEST(CommandLine, HelpNamesEveryOptionAndNeedsNoDisplay)
{
    const ProgramRun run = runRingscope({QStringLiteral("--help")}, kNoDisplay);
    EXPECT_EQ(run.exitCode, 0) << run.standardError.toStdString();
    for (const char* option : {"RECORDING", "--record", "--attach", "--demo", "--duration",
             "--screenshot", "--quit", "--window", "--sample-rate", "--settings", "--log-level",
             "--scheme", "--workspace", "--help", "--version"}) {
        EXPECT_TRUE(run.standardOutput.contains(option)) << option;
    }
    EXPECT_TRUE(run.standardError.isEmpty()) << run.standardError.toStdString();
}

TEST(CommandLine, VersionNeedsNoDisplay)
{
    const ProgramRun run = runRingscope({QStringLiteral("--version")}, kNoDisplay);
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_TRUE(run.standardOutput.startsWith("ringscope ")) << run.standardOutput.toStdString();
}

class BadArguments : public testing::TestWithParam<const char*> { };

TEST_P(BadArguments, AreAUsageErrorThatIsSaidOnStderr)
{
    const QStringList arguments = QString::fromLatin1(GetParam()).split(QLatin1Char('|'));
    const ProgramRun run = runRingscope(arguments, kNoDisplay);
    EXPECT_EQ(run.exitCode, 64);
    EXPECT_TRUE(run.standardOutput.isEmpty()) << run.standardOutput.toStdString();
    EXPECT_TRUE(run.standardError.startsWith("ringscope: ")) << run.standardError.toStdString();
    EXPECT_TRUE(run.standardError.contains("Usage: ")) << run.standardError.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Table, BadArguments,
    testing::Values("--no-such-option", "positional", "--record|", "--workspace|",
        "--workspace|a|--workspace|b", "--duration", "--duration|", "--duration|abc",
        "--duration|-1s", "--duration|1e3s", "--duration|5 s", "--duration|0s", "--window|0s",
        "--window|3h", "--window|10ms", "--sample-rate|0", "--sample-rate|1001",
        "--sample-rate|nan", "--sample-rate|1e2", "--sample-rate|", "--scheme|blue",
        "--log-level|loud", "--demo|--demo", "--duration|5s|--duration|6s", "--quit|--quit|--demo",
        "--screenshot|a.png|--screenshot|b.png", "--settings|a|--settings|b", "--attach|",
        "--attach|a b", "--attach|orders|--attach|orders", "--quit", "--screenshot|a.png",
        "--screenshot||--demo", "--settings|"));

TEST(CommandLine, AWorkspaceThatIsNotThereIsNoFile)
{
    for (const QStringList& arguments :
        {QStringList{QStringLiteral("--workspace"), QStringLiteral("/no/such.json")},
            QStringList{QStringLiteral("/no/such.json")}}) {
        const ProgramRun run = runRingscope(arguments, kNoDisplay);
        EXPECT_EQ(run.exitCode, 66);
        EXPECT_TRUE(run.standardError.startsWith("ringscope: /no/such.json: "))
            << run.standardError.toStdString();
    }
}

TEST(CommandLine, AWorkspaceThatIsNoneIsRefusedWithLineAndColumn)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("w.json")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{\"schema\": \"ringscope.workspace/1\",\n \"rungs\": []}\n");
    file.close();
    const ProgramRun run = runRingscope({file.fileName()}, kNoDisplay);
    EXPECT_EQ(run.exitCode, 64);
    EXPECT_TRUE(run.standardError.contains("w.json:2:2: unknown key \"rungs\""))
        << run.standardError.toStdString();
    EXPECT_TRUE(run.standardError.contains("did you mean \"rings\"?"))
        << run.standardError.toStdString();
}

TEST(CommandLine, EveryBadArgumentNamesWhatWasGiven)
{
    const ProgramRun run
        = runRingscope({QStringLiteral("--duration"), QStringLiteral("abc")}, kNoDisplay);
    EXPECT_TRUE(run.standardError.split('\n').first().contains("abc"))
        << run.standardError.toStdString();
}

}  // namespace
