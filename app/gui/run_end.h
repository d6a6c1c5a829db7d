// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/command_line.h"
#include "gui/demo.h"
#include "gui/workbench.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace gui {

/// What was asked for at the end of a run: a picture, the end of the demo, the end of the program.
class RunEnd : public QObject {
    Q_OBJECT
public:
    /// @param pictured and the others outlive it.
    RunEnd(const Options& options, Workbench& workbench, Demo& demo, QWidget& pictured);

    /// The program's, should it end now.
    [[nodiscard]] int exitCode() const { return m_exitCode; }
    /// Something went wrong that no verdict covers; said in one line.
    void fail(const QString& problem);

Q_SIGNALS:
    void quitRequested();

private Q_SLOTS:
    void look();
    void demoEnded();

private:
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] bool storyOver() const;
    void takePicture();

    const Options m_options;
    const monitor::TimePoint m_begun;
    Workbench& m_workbench;
    Demo& m_demo;
    QWidget& m_pictured;
    bool m_due = false;
    bool m_failed = false;
    int m_exitCode = 0;
};

}  // namespace gui
