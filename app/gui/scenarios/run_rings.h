// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/workbench.h"
#include "gui/scenarios/scenario_runner.h"
#include "gui/scenarios/shown_run.h"

#include <deque>
#include <filesystem>

namespace gui {

/// The rings of the last runs of this window: watched while they are there, and kept to be gone
/// back to when they are not.
class RunRings {
public:
    static constexpr std::size_t kKeptMax = 4;  ///< each has a history

    /// @param workbench outlives it.
    explicit RunRings(Workbench& workbench);

    /// Looks at the ring of the run, and shows on it what is done to it.
    void show(const ScenarioRunner& runner);
    void keep(const EndedRun& run);
    /// Puts in where in the plots it is, if it still is there.
    void find(ShownRun& run) const;

private:
    struct Kept {
        std::filesystem::path folder;  ///< empty while it runs
        std::string ring;
        monitor::TimePoint begun;
    };

    void begin(const ScenarioRunner& runner);

    Workbench& m_workbench;
    std::deque<Kept> m_kept;  ///< the newest last
};

}  // namespace gui
