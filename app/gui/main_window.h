// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"
#include "gui/command_line.h"
#include "gui/demo.h"
#include "gui/window_memory.h"
#include "gui/workbench.h"

#include "widgets/state_shape.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QStackedWidget;

namespace gui {

class CheatSheet;
class ConsumerChoice;
class MessageList;
class RingListModel;
class RingPage;
class StartPage;
class StatusLine;
class StatusReader;
class TimeWindowBox;
class WorkPanes;

/// Puts the parts of the window together and connects them.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Options& options);
    ~MainWindow() override;

    [[nodiscard]] Workbench& workbench() { return m_workbench; }
    [[nodiscard]] Demo& demo() { return m_demo; }
    /// One line above what is shown.
    void say(widgets::Tone tone, const QString& text);
    /// Attaches to the rings and starts the demo, as the command line says.
    void begin();

public Q_SLOTS:
    void attach(const QString& ring);

protected:
    void closeEvent(QCloseEvent* event) override;

private Q_SLOTS:
    void showFrame();
    void showCurrent();
    void showFound();
    void showDemoFailure(const QString& reason);
    void watchSession(RingSession* session);
    void sayReplaced();
    void showEvidence();
    void showChoice();
    void focusRingName();
    void sayProof();
    void sayExplanation();
    void resetView();
    void clearHistory();
    void detachCurrent();
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
    void showWords(monitor::TimePoint now);
    void showStatus(monitor::TimePoint now);
    [[nodiscard]] bool canBeSeen() const { return isVisible() && !isMinimized(); }

    const Options m_options;
    Workbench m_workbench;
    Demo m_demo;
    WindowMemory m_memory;
    Actions* m_actions;
    std::unique_ptr<RingListModel> m_found;
    QStackedWidget* m_pages = nullptr;
    StartPage* m_startPage = nullptr;
    RingPage* m_ringPage = nullptr;
    MessageList* m_messages = nullptr;
    WorkPanes* m_panes = nullptr;
    ConsumerChoice* m_choice = nullptr;
    TimeWindowBox* m_timeWindow = nullptr;
    StatusLine* m_status = nullptr;
    std::unique_ptr<StatusReader> m_statusReader;
    CheatSheet* m_keys = nullptr;
    unsigned m_frame = 0;
    std::optional<monitor::TimePoint> m_pointed;  ///< what the list of consumers shows
};

}  // namespace gui
