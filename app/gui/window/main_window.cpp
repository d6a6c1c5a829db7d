// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/main_window.h"

#include "gui/commands/cheat_sheet.h"
#include "gui/commands/command_palette.h"
#include "gui/parts/scrolling.h"
#include "gui/plots/plot_commands.h"
#include "gui/recordings/recording_parts.h"
#include "gui/rig/demo_action.h"
#include "gui/rig/rig_desk.h"
#include "gui/rings/ring_commands.h"
#include "gui/rings/ring_list_model.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/selection.h"
#include "gui/scenarios/scenarios.h"
#include "gui/start/recent_files.h"
#include "gui/start/start_page.h"
#include "gui/status/read_only_words.h"
#include "gui/status/status_line.h"
#include "gui/status/status_links.h"
#include "gui/status/status_reader.h"
#include "gui/window/about_box.h"
#include "gui/window/message_list.h"
#include "gui/window/narrow_window.h"
#include "gui/window/redraw.h"
#include "gui/window/ring_page.h"
#include "gui/window/screen_fit.h"
#include "gui/window/space_key.h"
#include "gui/window/time_window_box.h"
#include "gui/window/window_frame.h"
#include "gui/window/work_panes.h"
#include "gui/workspaces/workspaces.h"

#include "widgets/consumer_table_view.h"
#include "widgets/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace gui {

namespace {

constexpr QSize kLeastSize(1024, 700);
constexpr QSize kUsualSize(1600, 1000);

bool isOffscreen()
{
    return QGuiApplication::platformName() == QLatin1String("offscreen");
}

}  // namespace

MainWindow::MainWindow(const Options& options)
    : m_options(options)
    , m_workbench(options.sampleRateHz)
    , m_journal(m_workbench)
    , m_rig(m_workbench, m_journal.output())
    , m_demo(m_workbench, m_rig)
    , m_memory(options.settingsFile)
    , m_actions(new Actions(this))
    , m_found(std::make_unique<RingListModel>())
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(kLeastSize);
    applyScheme();
    build();
    connectActions();
    connectParts();
    qApp->installEventFilter(new SpaceKeyForButtons(this));
    restore();
    showCurrent();
}

MainWindow::~MainWindow() = default;

/// Before there are widgets: some take colours along when they are made.
void MainWindow::applyScheme()
{
    const widgets::Scheme kept
        = m_options.unattended() ? widgets::Scheme::System : m_memory.scheme();
    const widgets::Scheme scheme = m_options.scheme.value_or(kept);
    m_actions->showScheme(scheme);
    widgets::applyTheme(scheme);
}

void MainWindow::build()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_messages = new MessageList(centre);
    m_pages = new QStackedWidget(centre);
    m_startPage = new StartPage(m_found.get(), m_pages);
    m_ringPage = new RingPage(m_workbench.history(), m_pages);
    m_pages->addWidget(scrolling(m_startPage, m_pages));  // beside a pane there is less room
    m_pages->addWidget(m_ringPage);
    column->addWidget(m_messages);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    m_panes = new WorkPanes(*this, m_journal);
    // What no member keeps is owned by the window.
    new PlotCommands(m_ringPage->plot(), *m_actions, this);
    m_selection = new Selection(m_workbench, *m_actions, m_ringPage->plot(), this);
    new RingCommands({m_workbench, *m_ringPage, *m_selection, *m_actions}, m_options.window, this);
    m_scenarios = new Scenarios(*this, {*m_panes, *m_selection, *m_actions}, m_options);
    new DemoAction(m_demo, *m_actions->demo, this);
    m_timeWindow = new TimeWindowBox(this);
    m_ringPage->setWindowSeconds(monitor::to_seconds(m_options.window));
    m_timeWindow->showSeconds(m_ringPage->windowSeconds());
    makeMenus(*this, *m_actions, m_panes->toggleActions());
    makeToolBar(*this, *m_actions, m_timeWindow);
    m_rigDesk = new RigDesk(*this,
        {m_workbench, m_rig, m_demo, m_journal, *m_selection,
            [this](widgets::Tone tone, const QString& text) { say(tone, text); }});
    new NarrowWindow(*this, *m_actions, *m_rigDesk);
    m_status = new StatusLine(this);
    m_statusReader = std::make_unique<StatusReader>(m_workbench, m_journal.problems(), *m_ringPage);
    new StatusLinks(
        *m_status, {m_workbench, *m_ringPage, *m_panes, *m_statusReader, *m_actions}, *this);
    m_redraw = new Redraw(*this, m_workbench,
        {m_journal.census(), *m_ringPage, *m_startPage, *m_found, *m_panes, *m_selection, *m_status,
            *m_statusReader});
    auto* recent = new RecentFiles(m_memory, *m_startPage, !m_options.unattended(), this);
    m_workspaces = new Workspaces({*this, *m_ringPage, *m_panes, *m_actions, *recent});
    new CommandPalette(*this, *m_actions);
    m_recordings
        = std::make_unique<RecordingParts>(RecordingParts::Around{*this, m_workbench, *m_actions,
            *m_ringPage, *m_startPage, *m_selection, *recent, m_memory.recordingFolder(), *column});
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::connectActions()
{
    connect(m_actions->attach, &QAction::triggered, this, &MainWindow::focusRingName);
    connect(m_actions->quit, &QAction::triggered, this, &MainWindow::close);
    connect(m_actions->resetLayout, &QAction::triggered, m_panes, &WorkPanes::arrange);
    connect(m_actions->resetLayout, &QAction::triggered, m_rigDesk, &RigDesk::arrange);
    connect(m_actions->fullScreen, &QAction::triggered, this, &MainWindow::setFullScreen);
    connect(m_actions->filter, &QAction::triggered, m_panes, &WorkPanes::focusFilter);
    connect(m_actions->nextProblem, &QAction::triggered, m_panes, &WorkPanes::showNextProblem);
    connect(
        m_actions->previousProblem, &QAction::triggered, m_panes, &WorkPanes::showPreviousProblem);
    connect(m_actions->keys, &QAction::triggered, this, &MainWindow::showKeys);
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_actions->schemes, &QActionGroup::triggered, this, &MainWindow::chooseScheme);
}

void MainWindow::connectParts()
{
    connect(m_startPage, &StartPage::demoRequested, &m_demo, &Demo::start);
    connect(m_startPage, &StartPage::newRigRequested, m_rigDesk, &RigDesk::showForm);
    connect(m_startPage, &StartPage::attachRequested, this, &MainWindow::attach);
    connect(m_recordings.get(), &RecordingParts::said, this, &MainWindow::say);
    connect(m_recordings.get(), &RecordingParts::failed, this,
        [this](const QString& why) { say(widgets::Tone::Error, why); });
    connect(m_recordings.get(), &RecordingParts::moved, m_redraw, &Redraw::showMoment);
    connect(m_scenarios, &Scenarios::recordingRequested, &m_recordings->recordings(),
        &Recordings::openAt);
    connect(m_startPage, &StartPage::explanationRequested, this, &MainWindow::sayExplanation);
    connect(m_panes, &WorkPanes::attachRequested, this, &MainWindow::attach);
    connect(m_panes, &WorkPanes::dismissRequested, &m_journal.census(), &RingCensus::dismiss);
    connect(m_panes, &WorkPanes::consumerSelected, m_selection, &Selection::selectConsumer);
    connect(m_panes, &WorkPanes::momentSelected, m_selection, &Selection::selectMoment);
    connect(m_selection, &Selection::momentSelected, this, &MainWindow::showMoment);
    connect(m_selection, &Selection::changed, m_redraw, &Redraw::showAll);
    connect(m_ringPage, &RingPage::followChanged, this,
        [this](bool follows) { m_actions->freeze->setChecked(!follows); });
    connect(m_ringPage, &RingPage::windowChanged, m_timeWindow, &TimeWindowBox::showSeconds);
    connect(m_ringPage, &RingPage::evidenceRequested, this, &MainWindow::showEvidence);
    connect(m_panes, &WorkPanes::resetRequested, m_actions->resetPeaks, &QAction::trigger);
    connect(m_timeWindow, &TimeWindowBox::secondsChosen, m_ringPage, &RingPage::setWindowSeconds);
    connect(&m_demo, &Demo::failed, this, &MainWindow::showDemoFailure);
    connect(&m_workbench, &Workbench::currentChanged, this, &MainWindow::showCurrent);
    connect(&m_workbench, &Workbench::sessionAdded, this, &MainWindow::watchSession);
}

void MainWindow::restore()
{
    resize(kUsualSize);
    if (!m_options.unattended()) {
        m_memory.restorePlace(*this);
        m_panes->setLayout(m_memory.layout());
        m_panes->table().setHiddenColumns(m_memory.hiddenColumns());
        m_ringPage->plot().setAxisSettings(m_memory.axes());
        if (const auto problem = m_memory.problem()) {
            say(widgets::Tone::Warning, *problem);
        }
    }
    if (!isOffscreen()) {
        new ScreenFit(*this);
    }
}

void MainWindow::say(widgets::Tone tone, const QString& text)
{
    m_messages->say(tone, text);
    m_journal.reporter().message(tone, text);
}

void MainWindow::begin()
{
    for (const QString& ring : m_options.attach) {
        attach(ring);
    }
    for (const Workspace& workspace : m_options.workspaces) {
        m_workspaces->apply(workspace);
    }
    if (m_options.demo) {
        m_demo.start();
    }
    m_scenarios->begin();
    m_recordings->begin(m_options);
}

void MainWindow::attach(const QString& ring)
{
    if (RingSession* known = m_workbench.find(ring.toStdString())) {
        m_workbench.setCurrent(known);
        return;
    }
    if (const auto why = whyNoRingName(ring)) {
        say(widgets::Tone::Error, *why);
        return;
    }
    m_workbench.attach(ringName(ring));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_options.unattended()) {
        m_memory.setHiddenColumns(m_panes->table().hiddenColumns());
        m_memory.setAxes(m_ringPage->plot().axisSettings());
        m_memory.save(*this, m_panes->layout());
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::showCurrent()
{
    RingSession* session = m_workbench.current();
    const bool any = session != nullptr;
    m_ringPage->setSession(session);
    m_pages->setCurrentIndex(any ? 1 : 0);
    m_panes->setShown(any);
    m_actions->setRingActionsEnabled(any);
    m_actions->freeze->setChecked(false);
    m_timeWindow->setEnabled(any);
    m_recordings->recordings().showCurrent();
    setWindowTitle(any
            ? tr("%1 — ringscope").arg(shownText(session->ring()).remove(QStringLiteral("[*]")))
            : tr("ringscope"));
    if (any) {
        m_redraw->showAll();
        m_ringPage->setFocus(Qt::OtherFocusReason);
    } else {
        m_redraw->showFound();
        m_startPage->focusDemo();
    }
    m_redraw->showStatus();
}

void MainWindow::showDemoFailure(const QString& reason)
{
    say(widgets::Tone::Error, tr("The demo went wrong: %1").arg(reason));
}

void MainWindow::watchSession(RingSession* session)
{
    if (session->recorded() == nullptr) {
        connect(session, &RingSession::replaced, this, &MainWindow::sayReplaced);
    }
}

void MainWindow::sayReplaced()
{
    const auto* session = qobject_cast<RingSession*>(sender());
    say(widgets::Tone::Info,
        tr("%1 was created anew. What was recorded of the old one is kept.")
            .arg(shownText(session->ring())));
}

/// Nobody chosen: then it is whom the sentence is about.
void MainWindow::showEvidence()
{
    m_selection->clear();
    m_panes->raise(WorkPanes::Tab::Consumers);
}

void MainWindow::showMoment(const Moment& moment)
{
    m_ringPage->showMoment(moment.at);
}

void MainWindow::focusRingName()
{
    if (m_workbench.current() != nullptr) {
        m_panes->focusRingName();
    } else {
        m_startPage->focusName();
    }
}

void MainWindow::sayExplanation()
{
    say(widgets::Tone::Info, readOnlyExplanation());
}

void MainWindow::setFullScreen(bool full)
{
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, full));
}

void MainWindow::chooseScheme(QAction* action)
{
    const auto scheme = static_cast<widgets::Scheme>(action->data().toInt());
    widgets::applyTheme(scheme);
    if (!m_options.unattended()) {
        m_memory.setScheme(scheme);
    }
}

void MainWindow::showKeys()
{
    if (m_keys == nullptr) {
        m_keys = new CheatSheet(this);
    }
    m_keys->show();
    m_keys->raise();
    m_keys->activateWindow();
}

void MainWindow::showAbout()
{
    (new AboutBox(m_workbench, this))->show();  // goes when it closes
}

}  // namespace gui
