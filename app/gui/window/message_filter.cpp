// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/message_filter.h"

#include <QLatin1String>
#include <QtGlobal>

#include <atomic>
#include <cstdio>

namespace gui {

namespace {

std::atomic<LogLevel> shownFrom{LogLevel::Warning};

bool aboutTheMachine(const QString& message)
{
    return message.startsWith(QLatin1String("This plugin does not support propagateSizeHints"))
        || message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR not set"));
}

LogLevel levelOf(QtMsgType type, const QString& message)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return aboutTheMachine(message) ? LogLevel::Debug : LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

void writeMessage(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    if (levelOf(type, message) <= shownFrom.load(std::memory_order_relaxed)) {
        std::fprintf(stderr, "ringscope: %s\n", qUtf8Printable(message));
    }
}

}  // namespace

void installMessageFilter(LogLevel level)
{
    shownFrom.store(level, std::memory_order_relaxed);
    qInstallMessageHandler(writeMessage);
}

}  // namespace gui
