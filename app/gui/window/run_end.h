// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rig/demo.h"
#include "gui/scenarios/scenario_runner.h"
#include "gui/start/command_line.h"

#include "monitor/recording/format.h"

#include <QObject>

namespace gui {

class MainWindow;

/// What was asked for at the end of a run: a picture, the end of the demo or of the scenario, the
/// end of the program.
class RunEnd : public QObject {
    Q_OBJECT
public:
    static constexpr int kInternalExit = 70;

    /// @param window outlives it.
    RunEnd(const Options& options, MainWindow& window);

    /// The program's, should it end now.
    [[nodiscard]] int exitCode() const { return m_exitCode; }
    /// Something went wrong that no verdict covers; said in one line.
    void fail(const QString& problem) { fail(problem, kInternalExit); }
    void fail(const QString& problem, int exitCode);
    /// A recording that was to be opened or made: the exit code is that of ringctl.
    void failWithFile(const QString& why, monitor::recording::RecordingError::Cause cause);

public Q_SLOTS:
    /// The program is told to end: at once, or when a scenario that runs has healed.
    void terminate();

Q_SIGNALS:
    void quitRequested();

private Q_SLOTS:
    void look();
    void demoEnded();
    void scenarioEnded(const gui::EndedRun& run);
    void scenarioFailed(const QString& why);

private:
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] bool storyOver() const;
    void takePicture();
    void takeLastPicture();
    void say(const std::string& text);
    void endScenario(int exitCode);

    const Options m_options;
    const monitor::TimePoint m_begun;
    MainWindow& m_window;
    Demo& m_demo;
    ScenarioRunner& m_runner;
    bool m_due = false;
    bool m_terminating = false;
    bool m_failed = false;
    int m_exitCode = 0;
};

}  // namespace gui
