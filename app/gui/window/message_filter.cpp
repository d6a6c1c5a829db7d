// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/message_filter.h"

#include "rig/exit_code.h"

#include <QLatin1String>
#include <QtGlobal>

#include <atomic>
#include <cstdio>
#include <cstdlib>

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

/// Qt would end by abort(), and advise to install it anew.
[[noreturn]] void endWithoutDisplay()
{
    std::fputs("ringscope: no display to draw on (set DISPLAY or WAYLAND_DISPLAY; with "
               "QT_QPA_PLATFORM=offscreen it needs none)\n",
        stderr);
    std::_Exit(static_cast<int>(rig::ExitCode::Internal));
}

void writeMessage(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    if (type == QtFatalMsg && message.contains(QLatin1String("platform plugin"))) {
        endWithoutDisplay();
    }
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
