// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/shown_state.h"

#include "monitor/run/kept_runs.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gui {

/// A run as its card shows it: one that goes on, is over, or was kept.
struct ShownRun {
    monitor::run::RunSummary summary;
    QString phase = {};  ///< while it goes on
    bool ending = false;  ///< it was aborted, and heals
    std::filesystem::path folder = {};  ///< empty while it goes on
    std::string ring = {};  ///< while that can be gone to in the plots
    std::filesystem::path recording = {};  ///< of it, where the plots are no more; empty: none
    monitor::TimePoint begun = {};  ///< on the clock of the plots, if it has a ring

    [[nodiscard]] bool goesOn() const { return !summary.verdict; }
    /// @param seconds since its begin.
    [[nodiscard]] monitor::TimePoint at(double seconds) const
    {
        return begun
            + std::chrono::duration_cast<monitor::Duration>(std::chrono::duration<double>(seconds));
    }
};

/// A line of a card.
struct ShownLine {
    enum class Mark { Open, Tick, Cross, Question, Dash };
    Mark mark{};
    QString name;
    QString evidence;  ///< what was measured, and what is right
    bool loud = false;  ///< it stands first, with its evidence under it
    std::optional<double> at_s;  ///< since the begin of the run, where there is something to see

    [[nodiscard]] bool operator==(const ShownLine&) const = default;
};

inline constexpr std::size_t kCardLinesMax = 40;

/// What broke stands first; as long as it goes on, each keeps its place. At most kCardLinesMax.
[[nodiscard]] std::vector<ShownLine> shownLines(const ShownRun& run);
/// "18.4 s, seed 7, shm, ended 13:57:58"
[[nodiscard]] QString metaLine(const ShownRun& run);

[[nodiscard]] ShownState shownState(const std::optional<rig::Verdict>& verdict);
/// "PASS", "RUNNING".
[[nodiscard]] QString verdictWord(const std::optional<rig::Verdict>& verdict);
/// Words of a run or a path, whoever wrote them, as one harmless line of a bearable length.
[[nodiscard]] QString shownWords(const std::string& words);
/// "13:57" today, "27 Nov" before.
[[nodiscard]] QString shortTime(std::int64_t unixSeconds);
/// "18.4 s"
[[nodiscard]] QString tenths(double seconds);

}  // namespace gui
