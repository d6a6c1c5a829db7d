// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/runs_pane.h"
#include "gui/scenarios/scenarios_pane.h"
#include "gui/scenarios/shown_run.h"

#include <QDockWidget>

class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace gui {

class Actions;
class ComplaintBox;
class RunCard;
class RunLibrary;
class TabStrip;

/// The pane of the scenarios: those that can be run and the runs that were kept, as tabs, and below
/// them the card of one run.
class ScenarioDock : public QDockWidget {
    Q_OBJECT
public:
    enum class Tab { Scenarios, Runs };

    /// All of them outlive it.
    ScenarioDock(ScenarioRows& rows, RunLibrary& library, const Actions& actions, QWidget* window);

    [[nodiscard]] ScenariosPane& scenarios() const { return *m_scenarios; }
    [[nodiscard]] RunsPane& runs() const { return *m_runs; }
    [[nodiscard]] RunCard& card() const { return *m_card; }
    [[nodiscard]] bool hasCard() const;
    void showRun(const ShownRun& run);
    /// Everything that is wrong with something, in the pane itself.
    void complain(const QString& title, const QStringList& lines);
    void withdrawComplaints();
    void setRunCount(std::size_t count);
    void raise(Tab tab);

private:
    QWidget* makeContent(ScenarioRows& rows, RunLibrary& library, const Actions& actions);

    TabStrip* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    ScenariosPane* m_scenarios = nullptr;
    RunsPane* m_runs = nullptr;
    ComplaintBox* m_complaints = nullptr;
    QSplitter* m_splitter = nullptr;
    QScrollArea* m_cardArea = nullptr;
    RunCard* m_card = nullptr;
};

}  // namespace gui
