// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QObject>

#include <array>

class QAction;
class QActionGroup;

namespace gui {

/// Every command of the window, once: menus and tool bar show these.
class Actions : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kNumberKeys = 9;

    explicit Actions(QObject* parent);

    QAction* attach = nullptr;
    QAction* demo = nullptr;  ///< starts it, or stops it
    QAction* openWorkspace = nullptr;
    QAction* saveWorkspace = nullptr;
    QAction* openRecording = nullptr;
    QAction* saveLast = nullptr;  ///< what already happened: the last minutes of every ring
    QAction* saveRing = nullptr;  ///< all that is kept of the ring that is looked at
    QAction* saveAll = nullptr;  ///< all that is kept
    QAction* record = nullptr;  ///< checkable: into a file, from now on
    QAction* exportPng = nullptr;
    QAction* exportSvg = nullptr;
    QAction* exportCsv = nullptr;
    QAction* exportSnapshot = nullptr;
    QAction* copyPicture = nullptr;
    QAction* play = nullptr;  ///< checkable; of a recording, as all below
    QAction* slower = nullptr;
    QAction* faster = nullptr;
    QAction* repeat = nullptr;  ///< checkable
    QAction* stepBack = nullptr;
    QAction* stepForward = nullptr;
    QAction* toBegin = nullptr;
    QAction* toEnd = nullptr;
    QAction* quit = nullptr;
    QAction* freeze = nullptr;  ///< checkable: the view stands, sampling goes on
    QAction* newest = nullptr;
    QAction* oldest = nullptr;
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* resetView = nullptr;
    QAction* undoView = nullptr;
    QAction* redoView = nullptr;
    QAction* markA = nullptr;
    QAction* markB = nullptr;
    QAction* note = nullptr;
    QAction* logAxis = nullptr;  ///< checkable, as lockRange; of the strip that is pointed at
    QAction* setRange = nullptr;
    QAction* lockRange = nullptr;
    QAction* autoRange = nullptr;
    QAction* nextStrip = nullptr;  ///< of those that share a pane
    QAction* fullScreen = nullptr;
    QAction* resetLayout = nullptr;
    QAction* filter = nullptr;  ///< of the rings, or of the events while they are looked at
    QAction* nextProblem = nullptr;
    QAction* previousProblem = nullptr;
    QAction* copyDiagnosis = nullptr;
    QAction* copyRing = nullptr;  ///< how to look at it again, as a command
    QAction* resetPeaks = nullptr;
    QAction* clearHistory = nullptr;
    QAction* detach = nullptr;
    QAction* showScenarios = nullptr;  ///< checkable: their pane is there
    QAction* openScenario = nullptr;
    QAction* runScenario = nullptr;  ///< the one that is selected
    QAction* abortScenario = nullptr;
    QAction* saveClicks = nullptr;  ///< what was done to our rig, as a scenario
    QAction* runAgain = nullptr;  ///< like the next three: of the run whose card is shown
    QAction* openReport = nullptr;
    QAction* copyCommand = nullptr;
    QAction* exportRun = nullptr;
    QAction* palette = nullptr;
    QAction* keys = nullptr;
    QAction* about = nullptr;
    std::array<QAction*, kNumberKeys> selectConsumer{};
    std::array<QAction*, kNumberKeys> soloConsumer{};
    QActionGroup* schemes = nullptr;  ///< data: widgets::Scheme as int

    /// What needs a ring to look at.
    void setRingActionsEnabled(bool enabled);
    /// What needs a recording to look at.
    void setPlaybackActionsEnabled(bool enabled) const;
    void showScheme(widgets::Scheme scheme);

private:
    void makeFileActions();
    void makeRecordingActions();
    void makeExportActions();
    void makePlaybackActions();
    void makeViewActions();
    void makePlotActions();
    void makeRingActions();
    void makeScenarioActions();
    void makeHelpActions();
    void makeSchemes();
};

}  // namespace gui
