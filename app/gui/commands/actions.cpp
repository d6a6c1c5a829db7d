// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/actions.h"

#include "gui/commands/make_action.h"

#include "widgets/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>

#include <utility>

namespace gui {

using widgets::Icon;

Actions::Actions(QObject* parent)
    : QObject(parent)
{
    makeFileActions();
    makeRecordingActions();
    makeExportActions();
    makePlaybackActions();
    makeViewActions();
    makePlotActions();
    makeRingActions();
    makeScenarioActions();
    makeHelpActions();
    makeSchemes();
}

void Actions::makeFileActions()
{
    attach = makeAction(this,
        {"attach", tr("&Attach by name"), tr("Watch a ring, also one that is not there yet")},
        {Qt::CTRL | Qt::Key_T});
    attach->setIcon(widgets::icon(Icon::Attach));
    attach->setIconText(tr("Attach"));
    demo = makeAction(this, {"demo", {}, {}}, {Qt::CTRL | Qt::Key_D});
    openWorkspace = makeAction(this,
        {"openWorkspace", tr("&Open workspace…"),
            tr("Attach to the rings of a file, with its layout")});
    saveWorkspace = makeAction(this,
        {"saveWorkspace", tr("&Save workspace…"),
            tr("Which rings are attached, and how the window lies, as a file")});
    quit = makeAction(
        this, {"quit", tr("&Quit"), tr("End the program and its demo")}, {Qt::CTRL | Qt::Key_Q});
    quit->setMenuRole(QAction::QuitRole);
}

void Actions::makeViewActions()
{
    freeze = makeAction(this, {"freeze", tr("&Freeze"), tr("Let the view stand; sampling goes on")},
        {Qt::Key_Space});
    freeze->setIcon(widgets::icon(Icon::Pause));
    freeze->setCheckable(true);
    newest = makeAction(
        this, {"newest", tr("&Newest data"), tr("Follow the newest data")}, {Qt::Key_End});
    oldest = makeAction(this,
        {"oldest", tr("&Oldest data"), tr("Go to the start of what was recorded")}, {Qt::Key_Home});
    zoomIn = makeAction(
        this, {"zoomIn", tr("Zoom &in"), tr("Show less time")}, {Qt::Key_Plus, Qt::Key_Equal});
    zoomOut = makeAction(this, {"zoomOut", tr("Zoom &out"), tr("Show more time")}, {Qt::Key_Minus});
    resetView = makeAction(this,
        {"resetView", tr("&Reset view"), tr("Clear the selection, reset the zoom, follow")},
        {Qt::Key_Escape});
    fullScreen = makeAction(
        this, {"fullScreen", tr("F&ull screen"), tr("Use the whole screen")}, {Qt::Key_F11});
    fullScreen->setCheckable(true);
    resetLayout = makeAction(
        this, {"resetLayout", tr("Reset &layout"), tr("Put every pane back in its place")});
}

void Actions::makePlotActions()
{
    undoView = makeAction(this, {"undoView", tr("&Undo view"), tr("Back to where the view was")},
        {Qt::CTRL | Qt::Key_Z});
    redoView = makeAction(this, {"redoView", tr("R&edo view"), tr("Forth again")},
        {Qt::CTRL | Qt::SHIFT | Qt::Key_Z});
    markA = makeAction(this,
        {"markA", tr("Marker &A"), tr("Measure from the crosshair, or from now")}, {Qt::Key_A});
    markB = makeAction(
        this, {"markB", tr("Marker &B"), tr("Measure to the crosshair, or to now")}, {Qt::Key_B});
    note = makeAction(
        this, {"note", tr("&Note…"), tr("Write a note at the crosshair, or at now")}, {Qt::Key_N});
    logAxis = makeAction(this,
        {"logAxis", tr("&Logarithmic"), tr("Logarithmic value axis of the strip under the mouse")},
        {Qt::Key_L});
    logAxis->setCheckable(true);
    setRange = makeAction(this, {"setRange", tr("Set &range…"), tr("Both ends of the value axis")});
    lockRange = makeAction(
        this, {"lockRange", tr("Loc&k range"), tr("The value axis stays as it is now")});
    lockRange->setCheckable(true);
    autoRange = makeAction(this,
        {"autoRange", tr("Auto&matic range"),
            tr("The value axis follows the data, as after a double click")});
    nextStrip = makeAction(this,
        {"nextStrip", tr("Next &strip"), tr("Where strips share a pane, show the next one")},
        {Qt::Key_T});
}

void Actions::makeRingActions()
{
    clearHistory = makeAction(this,
        {"clearHistory", tr("&Clear history"), tr("Forget what was recorded of this ring")},
        {Qt::CTRL | Qt::Key_L});
    filter = makeAction(this, {"filter", tr("&Filter"), tr("See fewer rings, or fewer events")},
        {QKeySequence::Find, Qt::Key_Slash});
    nextProblem = makeAction(this,
        {"nextProblem", tr("&Next problem"), tr("Go to the time of the next problem")},
        {Qt::Key_F8});
    previousProblem = makeAction(this,
        {"previousProblem", tr("&Previous problem"), tr("Go to the time of the problem before")},
        {Qt::SHIFT | Qt::Key_F8});
    copyDiagnosis = makeAction(this,
        {"copyDiagnosis", tr("&Copy the diagnosis"), tr("The sentence about this ring, as text")},
        {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    copyRing = makeAction(this,
        {"copyRing", tr("C&opy as a command"),
            tr("What opens this ring, or its recording, from a terminal")});
    resetPeaks = makeAction(this,
        {"resetPeaks", tr("&Reset the maxima"),
            tr("Count most slots used and time blocked from now on")});
    detach = makeAction(
        this, {"detach", tr("&Detach"), tr("Watch this ring no more")}, {Qt::CTRL | Qt::Key_W});
    int number = 0;
    for (QAction*& action : selectConsumer) {
        action = makeAction(this, {"selectConsumer", {}, tr("Select this consumer")},
            {QKeySequence(Qt::Key_1 + number)});
        action->setData(number);
        action->setVisible(false);
        soloConsumer.at(static_cast<std::size_t>(number))
            = makeAction(this, {"soloConsumer", {}, tr("Show this consumer alone, or all again")},
                {QKeySequence(static_cast<int>(Qt::SHIFT) | (Qt::Key_1 + number))});
        soloConsumer.at(static_cast<std::size_t>(number))->setData(number);
        soloConsumer.at(static_cast<std::size_t>(number))->setVisible(false);
        ++number;
    }
}

void Actions::makeScenarioActions()
{
    showScenarios = makeAction(this,
        {"showScenarios", tr("&Scenarios"),
            tr("What breaks a ring on purpose, and what came of it")},
        {Qt::CTRL | Qt::Key_3});
    showScenarios->setCheckable(true);
    openScenario = makeAction(this,
        {"openScenario", tr("&Open scenario file…"),
            tr("Read a scenario from a file; it may be dropped here, too")},
        {Qt::CTRL | Qt::SHIFT | Qt::Key_O});
    openScenario->setIconText(tr("Open…"));
    runScenario = makeAction(this,
        {"runScenario", tr("&Run the scenario"), tr("Run the scenario that is selected")},
        {Qt::CTRL | Qt::Key_Return});
    abortScenario = makeAction(this,
        {"abortScenario", tr("&Abort the run"), tr("Heal what is broken, end the processes")},
        {Qt::CTRL | Qt::Key_Period});
    abortScenario->setIconText(tr("Abort"));
    saveClicks = makeAction(this,
        {"saveClicks", tr("&Save what was clicked…"),
            tr("The faults of the rig, with their times, as a scenario file")});
    runAgain = makeAction(
        this, {"runAgain", tr("Run a&gain"), tr("The same scenario with the same seed")});
    openReport = makeAction(
        this, {"openReport", tr("Open &report"), tr("The page about this run, in the browser")});
    copyCommand = makeAction(this,
        {"copyCommand", tr("&Copy the command"),
            tr("The command that runs it again, in a terminal or in CI")});
    copyCommand->setIcon(widgets::icon(Icon::Copy));
    exportRun = makeAction(this,
        {"exportRun", tr("&Export…"),
            tr("Copy page, JUnit file and recording of this run to another folder")});
    for (QAction* action :
        {runScenario, abortScenario, saveClicks, runAgain, openReport, copyCommand, exportRun}) {
        action->setEnabled(false);
    }
}

void Actions::makeHelpActions()
{
    palette = makeAction(this,
        {"palette", tr("&Command…"), tr("Find a command by its name and run it")},
        {Qt::CTRL | Qt::Key_K});
    palette->setIcon(widgets::icon(Icon::Search));
    keys = makeAction(this, {"keys", tr("&Keys"), tr("What the keys do")},
        {Qt::Key_F1, QKeySequence(QStringLiteral("?"))});
    about = makeAction(this,
        {"about", tr("&About ringscope"),
            tr("Versions and licence, and what there is to say about this machine")});
    about->setMenuRole(QAction::AboutRole);
}

void Actions::makeSchemes()
{
    schemes = new QActionGroup(this);
    const std::array<std::pair<widgets::Scheme, QString>, 3> choices{
        {{widgets::Scheme::System, tr("As the &desktop")}, {widgets::Scheme::Light, tr("&Light")},
            {widgets::Scheme::Dark, tr("&Dark")}}};
    for (const auto& [scheme, text] : choices) {
        QAction* action = makeAction(schemes, {"scheme", text, tr("Colours of the window")});
        action->setCheckable(true);
        action->setData(static_cast<int>(scheme));
        schemes->addAction(action);
    }
}

void Actions::setRingActionsEnabled(bool enabled)
{
    for (QAction* action :
        {freeze, newest, oldest, zoomIn, zoomOut, resetView, undoView, redoView, markA, markB, note,
            logAxis, setRange, lockRange, autoRange, nextStrip, resetLayout, filter, nextProblem,
            previousProblem, copyDiagnosis, copyRing, resetPeaks, clearHistory, detach, saveRing,
            exportPng, exportSvg, exportCsv, exportSnapshot, copyPicture}) {
        action->setEnabled(enabled);
    }
}

void Actions::showScheme(widgets::Scheme scheme)
{
    for (QAction* action : schemes->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(scheme));
    }
}

}  // namespace gui
