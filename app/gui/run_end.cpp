// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/run_end.h"

#include <QCoreApplication>
#include <QPixmap>

#include <cstdio>

namespace gui {

namespace {

constexpr int kInternalExit = 70;

}  // namespace

RunEnd::RunEnd(const Options& options, Workbench& workbench, Demo& demo, QWidget& pictured)
    : m_options(options)
    , m_begun(monitor::Clock::now())
    , m_workbench(workbench)
    , m_demo(demo)
    , m_pictured(pictured)
{
    if (options.demo && options.quit) {
        m_exitCode = static_cast<int>(rig::Verdict::Inconclusive);  // until its story is told
    }
    connect(&workbench, &Workbench::tick, this, &RunEnd::look);
    connect(&demo, &Demo::ended, this, &RunEnd::demoEnded);
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
    const bool stopsDemo = m_options.demo && (m_options.quit || m_options.duration);
    if (stopsDemo && m_demo.stage() != Demo::Stage::Off) {
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
    if (!m_due) {  // it ended before its time: that is the end, too
        m_due = true;
        takePicture();
    }
    const rig::DemoStatus& status = *m_demo.status();
    if (!m_failed) {
        m_exitCode = static_cast<int>(status.verdict);
    }
    if (status.verdict == rig::Verdict::Pass) {
        std::fprintf(stdout, "PASS: the demo went as told\n");
    } else {
        std::fprintf(stdout, "%s: %s\n", std::string(to_string(status.verdict)).c_str(),
            status.reason.c_str());
    }
    if (std::fflush(stdout) != 0) {
        fail(tr("cannot write to stdout (is it full?)"));
    }
    Q_EMIT quitRequested();
}

void RunEnd::takePicture()
{
    if (m_options.screenshotFile.isEmpty()) {
        return;
    }
    QCoreApplication::sendPostedEvents();  // what changed in this frame finds its place first
    if (!m_pictured.grab().save(m_options.screenshotFile)) {
        fail(tr("cannot write a picture to \"%1\" (a folder that is there and a name that ends in "
                ".png?)")
                 .arg(m_options.screenshotFile));
    }
}

void RunEnd::fail(const QString& problem)
{
    if (!m_failed) {
        std::fprintf(stderr, "ringscope: %s\n", qUtf8Printable(problem));
    }
    m_failed = true;
    m_exitCode = kInternalExit;
}

}  // namespace gui
