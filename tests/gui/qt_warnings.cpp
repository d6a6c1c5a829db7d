// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/qt_warnings.h"

#include <QLatin1String>
#include <QMutex>
#include <QMutexLocker>
#include <QtGlobal>

#include <cstdio>
#include <utility>

namespace gui_test {

namespace {

QMutex mutex;  // protects warnings
QStringList warnings;

void collect(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    if (type == QtDebugMsg || type == QtInfoMsg
        || message.startsWith(QLatin1String("This plugin does not support "))
        || message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR not set"))) {
        return;
    }
    std::fprintf(stderr, "%s\n", qUtf8Printable(message));
    const QMutexLocker lock(&mutex);
    warnings.append(message);
}

}  // namespace

void watchQtWarnings()
{
    qInstallMessageHandler(collect);
}

QStringList takeQtWarnings()
{
    const QMutexLocker lock(&mutex);
    return std::exchange(warnings, {});
}

}  // namespace gui_test
