// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenarios.h"

#include "gui/commands/actions.h"
#include "gui/rig/clicked_scenario.h"
#include "gui/rings/selection.h"
#include "gui/scenarios/run_card.h"
#include "gui/scenarios/scenario_dock.h"
#include "gui/scenarios/scenario_drop.h"
#include "gui/scenarios/scenario_marks.h"
#include "gui/window/main_window.h"
#include "gui/window/work_panes.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QUrl>

#include <ringlib/printable.h>

#include <utility>

namespace gui {

namespace {

std::filesystem::path folderOf(const Options& options)
{
    return options.runsFolder.toStdString();
}

}  // namespace

Scenarios::Scenarios(MainWindow& window, Parts parts, const Options& options)
    : QObject(&window)
    , m_window(window)
    , m_parts(parts)
    , m_options(options)
    , m_library(folderOf(options))
    , m_rings(window.workbench())
    , m_dock(new ScenarioDock(m_rows, m_library, parts.actions, &window))
    , m_runner(folderOf(options))
    , m_clicked(new ClickedScenario(window.rig(), *parts.actions.saveClicks, window, this))
{
    parts.panes.adopt(*m_dock);
    auto* drop = new ScenarioDrop(window, this);
    connect(drop, &ScenarioDrop::dropped, this, &Scenarios::open);
    connectActions();
    connectParts();
}

Scenarios::~Scenarios() = default;

void Scenarios::connectActions()
{
    const Actions& actions = m_parts.actions;
    connect(actions.openScenario, &QAction::triggered, this, &Scenarios::chooseFile);
    connect(actions.runScenario, &QAction::triggered, this,
        [this] { run(m_dock->scenarios().selected()); });
    connect(actions.abortScenario, &QAction::triggered, &m_runner, &ScenarioRunner::abort);
    connect(actions.runAgain, &QAction::triggered, this, &Scenarios::runAgain);
    connect(actions.openReport, &QAction::triggered, this, &Scenarios::openReport);
    connect(actions.copyCommand, &QAction::triggered, this, &Scenarios::copyCommand);
    connect(actions.exportRun, &QAction::triggered, this, &Scenarios::choosePlace);
}

void Scenarios::connectParts()
{
    const ScenariosPane& scenarios = m_dock->scenarios();
    connect(&scenarios, &ScenariosPane::runRequested, this, &Scenarios::run);
    connect(&scenarios, &ScenariosPane::abortRequested, &m_runner, &ScenarioRunner::abort);
    connect(&scenarios, &ScenariosPane::selectionChanged, this, &Scenarios::updateActions);
    connect(&m_dock->runs(), &RunsPane::runChosen, this,
        [this](const monitor::run::KeptRun& kept) { m_library.read(kept.folder); });
    connect(&m_dock->card(), &RunCard::momentChosen, &m_parts.selection, &Selection::selectMoment);
    connect(&m_dock->card(), &RunCard::recordingChosen, this, &Scenarios::recordingRequested);
    connect(m_dock, &QDockWidget::visibilityChanged, &m_library, [this](bool visible) {
        if (visible) {
            m_library.look();
        }
    });
    connect(&m_library, &RunLibrary::looked, this, [this] {
        m_rows.setRuns(m_library.runs());
        m_dock->setRunCount(m_library.runs().runs.size() + m_library.runs().left_out);
    });
    connect(&m_library, &RunLibrary::wasRead, this, &Scenarios::showKept);
    connect(&m_library, &RunLibrary::exported, this, [this](const QStringList& files) {
        m_window.say(widgets::Tone::Info,
            tr("Copied the run to %1")
                .arg(shownWords(QFileInfo(files.first()).path().toStdString())));
    });
    connect(&m_library, &RunLibrary::exportFailed, this,
        [this](const QString& why) { m_dock->complain(tr("Not exported"), {why}); });
    connect(m_clicked, &ClickedScenario::saved, this, &Scenarios::open);
    connect(m_clicked, &ClickedScenario::failed, this,
        [this](const QString& why) { m_dock->complain(tr("Not saved"), {why}); });
    connect(&m_runner, &ScenarioRunner::changed, this, &Scenarios::showProgress);
    connect(&m_runner, &ScenarioRunner::ended, this, &Scenarios::showEnd);
    connect(&m_runner, &ScenarioRunner::failed, this, [this](const QString& why) {
        m_dock->complain(
            tr("%1 could not be run").arg(shownWords(m_runner.named().scenario.name)), {why});
        updateActions();
    });
}

void Scenarios::begin()
{
    if (!m_options.scenario) {
        return;
    }
    const monitor::run::NamedScenario& named = *m_options.scenario;
    if (!named.built_in) {
        m_rows.add(named.named, named.scenario);
    }
    m_dock->raise(ScenarioDock::Tab::Scenarios);
    m_dock->scenarios().select(named.named);
    if (m_options.run) {
        m_runner.start(named, monitor::run::some_seed());
    }
}

void Scenarios::open(const QString& file)
{
    m_errand.send([this, named = file.toStdString()] {
        return [this, named, found = monitor::run::find_scenario(named)] {
            m_dock->raise(ScenarioDock::Tab::Scenarios);
            if (!found) {
                complainAbout(named, found.error());
                return;
            }
            m_dock->withdrawComplaints();
            m_rows.add(named, found->scenario);
            m_rows.setRuns(m_library.runs());
            m_dock->scenarios().select(named);
        };
    });
}

void Scenarios::run(const std::string& named)
{
    start(named, {m_dock->scenarios().seed(), m_dock->scenarios().backend()});
}

void Scenarios::start(const std::string& named, const Order& order)
{
    if (named.empty()) {
        return;
    }
    m_errand.send([this, named, order] {
        return [this, named, order, found = monitor::run::find_scenario(named)]() mutable {
            m_dock->raise(ScenarioDock::Tab::Scenarios);
            if (!found) {
                complainAbout(named, found.error());
                return;
            }
            m_dock->withdrawComplaints();
            if (!found->scenario.names_backend && order.backend) {
                found->scenario.topology.backend = *order.backend;
            }
            m_follows = true;
            m_runner.start(std::move(*found), order.seed.value_or(monitor::run::some_seed()));
        };
    });
}

void Scenarios::complainAbout(const std::string& named, const monitor::run::NoScenario& no)
{
    QStringList lines;
    const std::string file = ringlib::printable(named) + ':';
    for (const std::string& line : no.lines) {
        // Whose lines they are stands in the title.
        lines.append(
            QString::fromStdString(line.rfind(file, 0) == 0 ? line.substr(file.size()) : line));
    }
    const QString name = shownWords(std::filesystem::path(named).filename().string());
    m_dock->complain(no.why == monitor::run::NoScenario::Why::Wrong
            ? tr("What is wrong in %1, at line:column").arg(name)
            : tr("%1 cannot be read").arg(name),
        lines);
}

void Scenarios::showProgress()
{
    const bool runs = m_runner.isRunning();
    m_rows.setRunning(runs ? m_runner.named().named : std::string());
    updateActions();
    m_rings.show(m_runner);
    if (!runs || !m_follows) {
        return;
    }
    ShownRun run;
    const monitor::run::NamedScenario& named = m_runner.named();
    run.summary.scenario = named.scenario.name;
    run.summary.backend = monitor::run::to_string(named.scenario.topology.backend);
    run.summary.seed = m_runner.seed();
    run.ending = m_runner.isEnding();
    run.phase = tr("begins");
    if (const auto& progress = m_runner.progress()) {
        run.phase = phaseName(progress->phase);
        run.summary.seconds = monitor::to_seconds(progress->now - progress->begun);
        run.summary.lines = lines_of(*progress);
    }
    showCard(std::move(run));
}

void Scenarios::showEnd(const EndedRun& ended)
{
    m_rings.keep(ended);
    const ShownState state = shownState(ended.summary.verdict);
    m_window.journal().reporter().message(state.tone,
        tr("%1 %2, %3")
            .arg(verdictWord(ended.summary.verdict), shownWords(ended.summary.scenario),
                tenths(ended.summary.seconds)));
    ShownRun run;
    run.summary = ended.summary;
    run.folder = ended.folder;
    run.recording = ended.folder / monitor::run::kRecordingFile;
    showCard(std::move(run));
    m_library.look();
}

void Scenarios::showKept(const monitor::run::KeptRun& kept)
{
    if (!kept.summary) {
        m_dock->complain(shownWords(kept.folder.string()), {shownWords(kept.trouble)});
        return;
    }
    m_dock->withdrawComplaints();
    m_follows = false;
    ShownRun run;
    run.summary = *kept.summary;
    run.folder = kept.folder;
    run.recording = kept.recording;
    showCard(std::move(run));
}

void Scenarios::showCard(ShownRun run)
{
    m_rings.find(run);
    m_dock->showRun(run);
    updateActions();
}

void Scenarios::updateActions()
{
    const Actions& actions = m_parts.actions;
    const bool runs = m_runner.isRunning();
    const bool over = m_dock->hasCard() && !m_dock->card().run().goesOn();
    actions.runScenario->setEnabled(!runs && !m_dock->scenarios().selected().empty());
    actions.abortScenario->setEnabled(runs && !m_runner.isEnding());
    actions.runAgain->setEnabled(
        !runs && over && !m_rows.find(m_dock->card().run().summary.scenario).empty());
    for (QAction* action : {actions.openReport, actions.copyCommand, actions.exportRun}) {
        action->setEnabled(over);
    }
}

void Scenarios::chooseFile()
{
    auto* dialog = new QFileDialog(
        &m_window, tr("Open a scenario file"), {}, tr("Scenarios (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &Scenarios::open);
    dialog->open();
}

void Scenarios::choosePlace()
{
    auto* dialog = new QFileDialog(&m_window, tr("Copy the run to a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &Scenarios::exportTo);
    dialog->open();
}

void Scenarios::exportTo(const QString& place)
{
    m_dock->withdrawComplaints();
    m_library.exportRun(m_dock->card().run().folder, place.toStdString());
}

void Scenarios::openReport()
{
    const std::filesystem::path folder = m_dock->card().run().folder;
    const QString report = QString::fromStdString((folder / "report.html").string());
    if (!QFileInfo(report).isFile() || !QDesktopServices::openUrl(QUrl::fromLocalFile(report))) {
        m_dock->complain(tr("Nothing opens report.html"), {shownWords(folder.string())});
    }
}

void Scenarios::copyCommand()
{
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(m_dock->card().run().summary.reproduce));
}

void Scenarios::runAgain()
{
    const monitor::run::RunSummary& summary = m_dock->card().run().summary;
    start(m_rows.find(summary.scenario),
        {summary.seed, summary.backend == "mmap" ? ringlib::Backend::Mmap : ringlib::Backend::Shm});
}

}  // namespace gui
