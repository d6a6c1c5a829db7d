// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/program.h"

#include <QProcessEnvironment>

namespace gui_test {

namespace {

constexpr int kWatchdogMs = 50000;

}  // namespace

void startRingscope(QProcess& process, const QStringList& arguments, const QString& platform)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(RINGSCOPE_PROGRAM), arguments, QIODevice::ReadOnly);
}

QByteArray readUntil(QProcess& process, const char* words)
{
    QByteArray seen;
    while (!seen.contains(words)
        && (process.bytesAvailable() > 0 || process.waitForReadyRead(kWatchdogMs))) {
        seen += process.readAllStandardOutput();
    }
    return seen;
}

ProgramRun runRingscope(const QStringList& arguments, const QString& platform)
{
    QProcess process;
    startRingscope(process, arguments, platform);
    if (!process.waitForFinished(kWatchdogMs)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    const int exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {exitCode, process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace gui_test
