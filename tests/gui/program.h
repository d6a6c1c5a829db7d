// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
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

}  // namespace gui_test
