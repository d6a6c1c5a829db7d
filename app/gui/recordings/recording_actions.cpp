// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/actions.h"
#include "gui/commands/make_action.h"

#include "widgets/icons.h"

#include <QAction>

namespace gui {

using widgets::Icon;

void Actions::makeRecordingActions()
{
    openRecording = makeAction(this,
        {"openRecording", tr("&Open recording…"), tr("Look at rings that were recorded")},
        {QKeySequence::Open});
    openRecording->setIcon(widgets::icon(Icon::File));
    saveLast = makeAction(this,
        {"saveLast", tr("&Save last 5 min"),
            tr("Save what already happened to all rings, into the folder of recordings")},
        {QKeySequence::Save});
    saveLast->setIcon(widgets::icon(Icon::Save));
    saveRing = makeAction(this,
        {"saveRing", tr("Save what happened to &this ring…"),
            tr("Save all that is kept of the ring that is looked at")});
    saveAll = makeAction(this,
        {"saveAll", tr("Save &all that happened…"), tr("Save all that is kept of all rings")});
    record = makeAction(this,
        {"record", tr("&Record"), tr("Record all rings into a file, until it is ended")},
        {Qt::CTRL | Qt::Key_R});
    record->setIcon(widgets::icon(Icon::Record));
    record->setIconText(tr("Rec"));
    record->setCheckable(true);
}

void Actions::makeExportActions()
{
    exportPng = makeAction(
        this, {"exportPng", tr("Plots as &PNG…"), tr("A picture of the plots as they are seen")});
    exportSvg = makeAction(
        this, {"exportSvg", tr("Plots as &SVG…"), tr("The plots as they are seen, as a drawing")});
    exportCsv = makeAction(this,
        {"exportCsv", tr("Samples as &CSV…"), tr("Every sample of the time in view, as a table")});
    exportSnapshot = makeAction(this,
        {"exportSnapshot", tr("S&napshot as JSON…"), tr("The ring as it is now, for programs")},
        {Qt::CTRL | Qt::SHIFT | Qt::Key_S});
    copyPicture = makeAction(this,
        {"copyPicture", tr("Copy pictu&re"), tr("A picture of the plots, to be pasted")},
        {Qt::CTRL | Qt::ALT | Qt::Key_C});
    copyPicture->setIcon(widgets::icon(Icon::Copy));
}

void Actions::makePlaybackActions()
{
    play = makeAction(
        this, {"play", tr("&Play"), tr("Let the recording go on, or stand")}, {Qt::Key_P});
    play->setIcon(widgets::icon(Icon::Play));
    play->setCheckable(true);
    slower = makeAction(
        this, {"slower", tr("&Slower"), tr("Play more slowly")}, {Qt::Key_BracketLeft});
    faster = makeAction(this, {"faster", tr("&Faster"), tr("Play faster")}, {Qt::Key_BracketRight});
    repeat = makeAction(this, {"repeat", tr("&Repeat"), tr("From the end go on at the begin")});
    repeat->setCheckable(true);
    stepBack = makeAction(
        this, {"stepBack", tr("Step &back"), tr("A tenth of a second back")}, {Qt::Key_Comma});
    stepForward = makeAction(
        this, {"stepForward", tr("Step f&orward"), tr("A tenth of a second on")}, {Qt::Key_Period});
    toBegin = makeAction(this, {"toBegin", tr("To the be&gin"), tr("The first recorded moment")},
        {Qt::CTRL | Qt::Key_Home});
    toEnd = makeAction(this, {"toEnd", tr("To the &end"), tr("The last recorded moment")},
        {Qt::CTRL | Qt::Key_End});
}

void Actions::setPlaybackActionsEnabled(bool enabled) const
{
    for (QAction* action : {play, slower, faster, repeat, stepBack, stepForward, toBegin, toEnd}) {
        action->setEnabled(enabled);
    }
}

}  // namespace gui
