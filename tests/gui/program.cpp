// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/program.h"

#include <QProcess>

namespace gui_test {

ProgramRun runRingscope(const QStringList& arguments, const QString& platform)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(RINGSCOPE_PROGRAM), arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(50000)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    const int exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {exitCode, process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace gui_test
