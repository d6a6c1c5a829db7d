// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/recording_parts.h"
#include "gui/rings/diagnosis_log.h"
#include "gui/start/command_line.h"
#include "gui/window/main_window.h"
#include "gui/window/message_filter.h"
#include "gui/window/run_end.h"
#include "gui/window/termination.h"

#include "rig/leftovers.h"
#include "rig/version.h"

#include <QApplication>
#include <QIcon>

#include <csignal>
#include <cstdio>
#include <memory>

namespace {

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("ringscope"));
    QCoreApplication::setApplicationVersion(QString::fromStdString(rig::version()));
    QCoreApplication::setOrganizationName(QStringLiteral("ringscope"));
}

/// Without a display: a QCoreApplication is enough for what ends early.
std::variant<gui::Options, gui::EarlyEnd> readCommandLine(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return gui::parseCommandLine(QCoreApplication::arguments());
}

int end(const gui::EarlyEnd& early)
{
    std::fputs(qUtf8Printable(early.standardError), stderr);
    std::fputs(qUtf8Printable(early.standardOutput), stdout);
    if (std::fflush(stdout) != 0) {
        std::fputs("ringscope: cannot write to stdout (is it full?)\n", stderr);
        return gui::RunEnd::kInternalExit;
    }
    return early.exitCode;
}

/// A program that was killed leaves the ring of its rig behind; its workers died with it.
void removeLeftovers(gui::MainWindow& window)
{
    QStringList removed;
    for (const std::string& leftover : rig::remove_leftovers()) {
        removed.append(QString::fromStdString(leftover));
    }
    if (removed.isEmpty()) {
        return;
    }
    const QString text
        = gui::MainWindow::tr("Removed %1: left behind by a program that was killed.")
              .arg(removed.join(QStringLiteral(", ")));
    std::fprintf(stdout, "%s\n", qUtf8Printable(text));
    std::fflush(stdout);
    window.say(widgets::Tone::Info, text);
}

bool isWatched(const gui::Options& options)
{
    const QString platform = QGuiApplication::platformName();
    const bool display
        = platform != QLatin1String("offscreen") && platform != QLatin1String("minimal");
    return !options.unattended() && (display || !options.demo);
}

int run(const gui::Options& options)
{
    gui::MainWindow window(options);
    gui::RunEnd runEnd(options, window);
    std::unique_ptr<gui::DiagnosisLog> log;
    if (!isWatched(options)) {
        log = std::make_unique<gui::DiagnosisLog>(window.workbench());
        QObject::connect(log.get(), &gui::DiagnosisLog::failed, &runEnd,
            [&runEnd](const QString& problem) { runEnd.fail(problem); });
        QObject::connect(&window.recordings(), &gui::RecordingParts::failed, &runEnd,
            &gui::RunEnd::failWithFile);
        QObject::connect(&window.recordings(), &gui::RecordingParts::said, &runEnd,
            [&runEnd](widgets::Tone tone, const QString& text) {
                if (tone == widgets::Tone::Error) {
                    runEnd.fail(text);
                }
            });
    }
    const gui::Termination termination;
    QObject::connect(&termination, &gui::Termination::requested, &runEnd, &gui::RunEnd::terminate);
    QObject::connect(&runEnd, &gui::RunEnd::quitRequested, &window, &QWidget::close);
    removeLeftovers(window);
    window.show();
    window.begin();
    QApplication::exec();
    return runEnd.exitCode();
}

}  // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);  // a pipe that nobody reads is an error
    nameProgram();
    const auto read = readCommandLine(argc, argv);
    if (const auto* early = std::get_if<gui::EarlyEnd>(&read)) {
        return end(*early);
    }
    const auto& options = std::get<gui::Options>(read);
    gui::installMessageFilter(options.logLevel);
    const QApplication application(argc, argv);
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/ringscope.svg")));
    return run(options);
}
