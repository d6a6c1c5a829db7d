// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

namespace gui_test {

struct ProgramRun {
    int exitCode = -1;  ///< -1: did not end in time, or by a signal
    QByteArray standardOutput;
    QByteArray standardError;
};

/// Runs the ringscope that was built, offscreen unless `platform` says otherwise.
ProgramRun runRingscope(
    const QStringList& arguments, const QString& platform = QStringLiteral("offscreen"));

/// The same, left running.
void startRingscope(QProcess& process, const QStringList& arguments,
    const QString& platform = QStringLiteral("offscreen"));
/// Waits until stdout holds `words`. @returns all of it up to then; without them after the
/// watchdog.
QByteArray readUntil(QProcess& process, const char* words);

}  // namespace gui_test
