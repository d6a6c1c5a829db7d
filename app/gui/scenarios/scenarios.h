// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/scenarios/run_library.h"
#include "gui/scenarios/run_rings.h"
#include "gui/scenarios/scenario_rows.h"
#include "gui/scenarios/scenario_runner.h"
#include "gui/start/command_line.h"

#include <QObject>

#include <filesystem>
#include <optional>

namespace gui {

class Actions;
class ClickedScenario;
class MainWindow;
class ScenarioDock;
class Selection;
class WorkPanes;

/// What the window knows of scenarios: which there are, which one runs, what came of them. Connects
/// them with their pane, their rings and the commands.
class Scenarios : public QObject {
    Q_OBJECT
public:
    /// What of the window it works with; outlives it.
    struct Parts {
        WorkPanes& panes;
        Selection& selection;
        const Actions& actions;
    };
    Scenarios(MainWindow& window, Parts parts, const Options& options);
    ~Scenarios() override;

    [[nodiscard]] ScenarioRunner& runner() { return m_runner; }
    /// Those that can be run.
    [[nodiscard]] const ScenarioRows& rows() const { return m_rows; }
    [[nodiscard]] ClickedScenario& clicked() { return *m_clicked; }
    /// As the command line says.
    void begin();

public Q_SLOTS:
    /// Lists what the file says, or all that is wrong with it.
    void open(const QString& file);
    /// @param named a built-in one, or a file, which is read anew.
    void run(const std::string& named);
    void exportTo(const QString& place);

Q_SIGNALS:
    /// To see what was so many seconds after the begin of the run that is in it.
    void recordingRequested(const QString& path, double seconds);

private:
    struct Order {
        std::optional<std::uint64_t> seed;  ///< nothing: by lot
        std::optional<ringlib::Backend> backend;  ///< nothing: as the scenario has it
    };

    void connectActions();
    void connectParts();
    void start(const std::string& named, const Order& order);
    void complainAbout(const std::string& named, const monitor::run::NoScenario& no);
    void showProgress();
    void showEnd(const EndedRun& ended);
    void showKept(const monitor::run::KeptRun& kept);
    void showCard(ShownRun run);
    void updateActions();
    void chooseFile();
    void choosePlace();
    void openReport();
    void copyCommand();
    void runAgain();

    MainWindow& m_window;
    const Parts m_parts;
    const Options m_options;
    ScenarioRows m_rows;
    RunLibrary m_library;
    RunRings m_rings;
    ScenarioDock* m_dock;
    bool m_follows = true;  ///< the card shows the run that goes on; else one that was chosen
    ScenarioRunner m_runner;
    ClickedScenario* m_clicked;
    Errand m_errand;
};

}  // namespace gui
