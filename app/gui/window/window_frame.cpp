// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/window_frame.h"

#include "gui/commands/actions.h"
#include "gui/commands/command_field.h"
#include "gui/parts/label.h"
#include "gui/window/time_window_box.h"

#include "widgets/type_scale.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace gui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("WindowFrame", text);
}

void makeViewMenu(QMenu& menu, const Actions& actions, const QList<QAction*>& panes)
{
    menu.addActions({actions.freeze, actions.newest, actions.oldest});
    menu.addSeparator();
    menu.addActions(
        {actions.zoomIn, actions.zoomOut, actions.undoView, actions.redoView, actions.resetView});
    menu.addSeparator();
    menu.addActions({actions.markA, actions.markB, actions.note});
    menu.addSeparator();
    menu.addActions({actions.logAxis, actions.setRange, actions.lockRange, actions.autoRange,
        actions.nextStrip});
    menu.addSeparator();
    menu.addMenu(tr("&Colours"))->addActions(actions.schemes->actions());
    menu.addSeparator();
    menu.addActions(panes);
    menu.addAction(actions.showScenarios);
    menu.addActions({actions.resetLayout, actions.fullScreen});
}

}  // namespace

void makeMenus(QMainWindow& window, const Actions& actions, const QList<QAction*>& panes)
{
    QMenuBar* bar = window.menuBar();
    const auto addMenu = [bar](const QString& title) {
        QMenu* menu = bar->addMenu(title);
        menu->setToolTipsVisible(true);
        return menu;
    };
    QMenu* file = addMenu(tr("&File"));
    file->addActions({actions.attach, actions.openRecording, actions.demo});
    file->addSeparator();
    file->addActions({actions.saveLast, actions.saveRing, actions.saveAll, actions.record});
    file->addSeparator();
    file->addMenu(tr("&Export"))
        ->addActions({actions.exportPng, actions.exportSvg, actions.exportCsv,
            actions.exportSnapshot, actions.copyPicture});
    file->addSeparator();
    file->addActions({actions.openWorkspace, actions.saveWorkspace});
    file->addSeparator();
    file->addAction(actions.quit);
    makeViewMenu(*addMenu(tr("&View")), actions, panes);
    QMenu* ring = addMenu(tr("&Ring"));
    for (QAction* select : actions.selectConsumer) {
        ring->addAction(select);
    }
    QMenu* alone = ring->addMenu(tr("Show &alone"));
    for (QAction* solo : actions.soloConsumer) {
        alone->addAction(solo);
    }
    ring->addSeparator();
    ring->addActions({actions.filter, actions.nextProblem, actions.previousProblem,
        actions.copyDiagnosis, actions.copyRing});
    ring->addSeparator();
    ring->addActions({actions.resetPeaks, actions.clearHistory, actions.detach});
    QMenu* scenario = addMenu(tr("&Scenario"));
    scenario->addActions(
        {actions.showScenarios, actions.openScenario, actions.runScenario, actions.abortScenario});
    scenario->addSeparator();
    scenario->addAction(actions.saveClicks);
    scenario->addSeparator();
    scenario->addActions(
        {actions.openReport, actions.copyCommand, actions.exportRun, actions.runAgain});
    addMenu(tr("&Playback"))
        ->addActions({actions.play, actions.slower, actions.faster, actions.repeat,
            actions.stepBack, actions.stepForward, actions.toBegin, actions.toEnd});
    addMenu(tr("&Help"))->addActions({actions.palette, actions.keys, actions.about});
    bar->setCornerWidget(new CommandField(*actions.palette, bar));
}

QToolBar* makeToolBar(QMainWindow& window, const Actions& actions, TimeWindowBox* timeWindow)
{
    QToolBar* bar = window.addToolBar(tr("Tool bar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({actions.attach, actions.demo, actions.showScenarios});
    bar->addSeparator();
    bar->addActions({actions.freeze, actions.record, actions.saveLast});
    for (QAction* action : {actions.attach, actions.demo, actions.showScenarios, actions.freeze,
             actions.record, actions.saveLast}) {
        auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action));
        button->setAutoRaise(false);
        button->setFocusPolicy(Qt::TabFocus);
    }
    auto* caption = makeQuietLabel(tr("Window"), widgets::kSmallText, bar);
    const int gap = widgets::scaledPx(window.font(), 8);
    caption->setContentsMargins(gap, 0, gap / 2, 0);
    bar->addWidget(caption);
    bar->addWidget(timeWindow);
    return bar;
}

}  // namespace gui
