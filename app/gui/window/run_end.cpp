// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/run_end.h"

#include "gui/scenarios/scenarios.h"
#include "gui/window/main_window.h"

#include <QCoreApplication>
#include <QPixmap>

#include <cstdio>

namespace gui {

RunEnd::RunEnd(const Options& options, MainWindow& window)
    : m_options(options)
    , m_begun(monitor::Clock::now())
    , m_window(window)
    , m_demo(window.demo())
    , m_runner(window.scenarios().runner())
{
    if (options.demo && options.quit) {
        m_exitCode = static_cast<int>(rig::Verdict::Inconclusive);  // until its story is told
    }
    if (options.run && options.quit) {
        m_exitCode = static_cast<int>(rig::Verdict::Aborted);  // until its verdict is known
    }
    connect(&window.workbench(), &Workbench::tick, this, &RunEnd::look);
    connect(&m_demo, &Demo::ended, this, &RunEnd::demoEnded);
    connect(&m_runner, &ScenarioRunner::ended, this, &RunEnd::scenarioEnded);
    connect(&m_runner, &ScenarioRunner::failed, this, &RunEnd::scenarioFailed);
}

bool RunEnd::storyOver() const
{
    return m_demo.status() && m_demo.status()->story_over;
}

bool RunEnd::isDue() const
{
    if (!m_options.duration) {
        return m_options.demo && storyOver();
    }
    if (!m_options.demo) {
        return monitor::Clock::now() - m_begun >= *m_options.duration;
    }
    const RingSession* session = m_demo.session();
    const auto first = session != nullptr ? session->firstSample() : std::nullopt;
    if (!first) {
        return storyOver();  // it could not begin
    }
    return monitor::Clock::now() - *first >= *m_options.duration;
}

void RunEnd::look()
{
    if (m_due || !isDue()) {
        return;
    }
    // Without --quit the demo that was started with the program goes on, unless it was given a
    // time.
    m_due = true;
    takePicture();
    if (m_options.run) {
        m_runner.abort();
        return;
    }
    const bool stopsDemo = m_options.demo && (m_options.quit || m_options.duration);
    if (stopsDemo && m_demo.stage() != OurRig::Stage::Off) {
        m_demo.stop();
    } else if (m_options.quit) {
        Q_EMIT quitRequested();
    }
}

void RunEnd::demoEnded()
{
    if (!m_options.demo || !m_options.quit) {
        return;
    }
    takeLastPicture();
    const rig::DemoStatus& status = *m_demo.status();
    if (!m_failed) {
        m_exitCode = static_cast<int>(status.verdict);
    }
    say(std::string(to_string(status.verdict)) + ": "
        + (status.verdict == rig::Verdict::Pass ? "the demo went as told" : status.reason) + '\n');
    Q_EMIT quitRequested();
}

void RunEnd::scenarioEnded(const EndedRun& run)
{
    if (m_options.run || m_terminating) {
        say(run.told);
        endScenario(static_cast<int>(*run.summary.verdict));
    }
}

void RunEnd::scenarioFailed(const QString& why)
{
    if (m_options.run || m_terminating) {
        fail(why);
        endScenario(kInternalExit);
    }
}

void RunEnd::endScenario(int exitCode)
{
    takeLastPicture();
    if (m_options.quit || m_terminating) {
        m_exitCode = m_failed ? kInternalExit : exitCode;
        Q_EMIT quitRequested();
    }
}

void RunEnd::terminate()
{
    if (m_runner.isRunning()) {
        m_terminating = true;
        m_runner.abort();
    } else {
        Q_EMIT quitRequested();
    }
}

void RunEnd::say(const std::string& text)
{
    std::fputs(text.c_str(), stdout);
    if (std::fflush(stdout) != 0) {
        fail(tr("cannot write to stdout (is it full?)"));
    }
}

/// What ended before its time is at its end, too.
void RunEnd::takeLastPicture()
{
    if (!m_due) {
        m_due = true;
        takePicture();
    }
}

void RunEnd::takePicture()
{
    if (m_options.screenshotFile.isEmpty()) {
        return;
    }
    QCoreApplication::sendPostedEvents();  // what changed in this frame finds its place first
    if (!m_window.grab().save(m_options.screenshotFile)) {
        fail(tr("cannot write a picture to \"%1\" (a folder that is there and a name that ends in "
                ".png?)")
                 .arg(m_options.screenshotFile));
    }
}

void RunEnd::fail(const QString& problem, int exitCode)
{
    if (!m_failed) {
        std::fprintf(stderr, "ringscope: %s\n", qUtf8Printable(problem));
    }
    m_failed = true;
    m_exitCode = exitCode;
}

void RunEnd::failWithFile(const QString& why, monitor::recording::RecordingError::Cause cause)
{
    using Cause = monitor::recording::RecordingError::Cause;
    constexpr int kNoFile = 66;
    constexpr int kNotUsable = 69;
    switch (cause) {
    case Cause::NotFound:
        fail(why, kNoFile);
        break;
    case Cause::Exists:
    case Cause::NotPermitted:
    case Cause::NoRecording:
    case Cause::OtherVersion:
        fail(why, kNotUsable);
        break;
    case Cause::NoSpace:
    case Cause::Os:
        fail(why);
        break;
    }
}

}  // namespace gui
