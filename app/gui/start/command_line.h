// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workspaces/workspace.h"

#include "monitor/run/named_scenario.h"

#include "widgets/theme.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace gui {

enum class LogLevel { Error, Warning, Info, Debug };

/// What was asked for on the command line, checked.
struct Options {
    QStringList attach;
    QStringList workspaceFiles;
    std::vector<Workspace> workspaces;  ///< what is in those files
    QStringList recordings;
    QString recordFile;
    bool demo = false;
    std::optional<monitor::run::NamedScenario> scenario;
    bool run = false;  ///< the scenario, at once
    QString runsFolder;  ///< where runs are kept
    bool quit = false;
    std::optional<std::chrono::nanoseconds> duration;
    QString screenshotFile;
    QString settingsFile;
    std::chrono::nanoseconds window = std::chrono::seconds(30);
    double sampleRateHz = 100;
    LogLevel logLevel = LogLevel::Warning;
    std::optional<widgets::Scheme> scheme;  ///< nothing: as it was last time

    /// A run that nobody looks at: nothing of it is remembered.
    [[nodiscard]] bool unattended() const { return quit; }
};

/// The program ends before it has a window: `--help`, `--version`, a bad argument.
struct EarlyEnd {
    int exitCode = 0;
    QString standardOutput;
    QString standardError;
};

/// @param arguments with the program's name first.
/// Needs a QCoreApplication, and no display.
[[nodiscard]] std::variant<Options, EarlyEnd> parseCommandLine(const QStringList& arguments);

}  // namespace gui
