// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/commands/actions.h"
#include "gui/rig/demo.h"
#include "gui/rig/our_rig.h"
#include "gui/rings/workbench.h"
#include "gui/start/command_line.h"
#include "gui/tables/journal.h"
#include "gui/window/focus_way.h"
#include "gui/window/window_memory.h"

#include "widgets/state_shape.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QStackedWidget;

namespace gui {

class CheatSheet;
class MessageList;
class Redraw;
class RigDesk;
class RingListModel;
class RecordingParts;
class RingPage;
class Scenarios;
class Selection;
class StartPage;
class StatusLine;
class StatusReader;
class TimeWindowBox;
class WorkPanes;
class Workspaces;

/// Puts the parts of the window together and connects them.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Options& options);
    ~MainWindow() override;

    [[nodiscard]] Workbench& workbench() { return m_workbench; }
    [[nodiscard]] OurRig& rig() { return m_rig; }
    [[nodiscard]] Demo& demo() { return m_demo; }
    [[nodiscard]] Journal& journal() { return m_journal; }
    [[nodiscard]] Scenarios& scenarios() { return *m_scenarios; }
    [[nodiscard]] RecordingParts& recordings() { return *m_recordings; }
    /// One line above what is shown.
    void say(widgets::Tone tone, const QString& text);
    /// Attaches to the rings and starts the demo, as the command line says.
    void begin();

public Q_SLOTS:
    void attach(const QString& ring);

protected:
    void closeEvent(QCloseEvent* event) override;
    bool focusNextPrevChild(bool next) override { return moveFocus(*this, next); }

private Q_SLOTS:
    void showCurrent();
    void showDemoFailure(const QString& reason);
    void watchSession(RingSession* session);
    void sayReplaced();
    void showEvidence();
    void showMoment(const gui::Moment& moment);
    void focusRingName();
    void sayExplanation();
    void setFullScreen(bool full);
    void chooseScheme(QAction* action);
    void showKeys();
    void showAbout();

private:
    void applyScheme();
    void build();
    void connectActions();
    void connectParts();
    void restore();

    const Options m_options;
    Workbench m_workbench;
    Journal m_journal;
    OurRig m_rig;
    Demo m_demo;
    WindowMemory m_memory;
    Actions* m_actions;
    std::unique_ptr<RingListModel> m_found;
    QStackedWidget* m_pages = nullptr;
    StartPage* m_startPage = nullptr;
    RingPage* m_ringPage = nullptr;
    MessageList* m_messages = nullptr;
    WorkPanes* m_panes = nullptr;
    Selection* m_selection = nullptr;
    TimeWindowBox* m_timeWindow = nullptr;
    StatusLine* m_status = nullptr;
    std::unique_ptr<StatusReader> m_statusReader;
    CheatSheet* m_keys = nullptr;
    Redraw* m_redraw = nullptr;
    Scenarios* m_scenarios = nullptr;
    RigDesk* m_rigDesk = nullptr;
    Workspaces* m_workspaces = nullptr;
    std::unique_ptr<RecordingParts> m_recordings;  // it uses most of the above
};

}  // namespace gui
