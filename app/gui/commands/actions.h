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

    QAction* attach;
    QAction* demo;  ///< starts it, or stops it
    QAction* openWorkspace;
    QAction* saveWorkspace;
    QAction* openRecording;
    QAction* saveLast;  ///< what already happened: the last minutes of every ring
    QAction* saveRing;  ///< all that is kept of the ring that is looked at
    QAction* saveAll;  ///< all that is kept
    QAction* record;  ///< checkable: into a file, from now on
    QAction* exportPng;
    QAction* exportSvg;
    QAction* exportCsv;
    QAction* exportSnapshot;
    QAction* copyPicture;
    QAction* play;  ///< checkable; of a recording, as all below
    QAction* slower;
    QAction* faster;
    QAction* repeat;  ///< checkable
    QAction* stepBack;
    QAction* stepForward;
    QAction* toBegin;
    QAction* toEnd;
    QAction* quit;
    QAction* freeze;  ///< checkable: the view stands, sampling goes on
    QAction* newest;
    QAction* oldest;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* resetView;
    QAction* undoView;
    QAction* redoView;
    QAction* markA;
    QAction* markB;
    QAction* note;
    QAction* logAxis;  ///< checkable, like the next but one: of the strip that is pointed at
    QAction* setRange;
    QAction* lockRange;
    QAction* autoRange;
    QAction* nextStrip;  ///< of those that share a pane
    QAction* fullScreen;
    QAction* resetLayout;
    QAction* filter;  ///< of the rings, or of the events while they are looked at
    QAction* nextProblem;
    QAction* previousProblem;
    QAction* copyDiagnosis;
    QAction* copyRing;  ///< how to look at it again, as a command
    QAction* resetPeaks;
    QAction* clearHistory;
    QAction* detach;
    QAction* showScenarios;  ///< checkable: their pane is there
    QAction* openScenario;
    QAction* runScenario;  ///< the one that is selected
    QAction* abortScenario;
    QAction* saveClicks;  ///< what was done to our rig, as a scenario
    QAction* runAgain;  ///< like the next three: of the run whose card is shown
    QAction* openReport;
    QAction* copyCommand;
    QAction* exportRun;
    QAction* palette;
    QAction* keys;
    QAction* about;
    std::array<QAction*, kNumberKeys> selectConsumer{};
    std::array<QAction*, kNumberKeys> soloConsumer{};
    QActionGroup* schemes;  ///< data: widgets::Scheme as int

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
