// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_folder.h"
#include "monitor/run/run_summary.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace monitor::run {

/// A folder among those of the runs, and what can be read of it.
struct KeptRun {
    enum class Kind : std::uint8_t {
        Whole,
        Unfinished,  ///< cut short, or still running
        Damaged,
        Foreign  ///< no run at all
    };
    std::filesystem::path folder;
    Kind kind = Kind::Foreign;
    std::string trouble;  ///< in words; empty for what is whole
    std::optional<RunSummary> summary;  ///< of what is whole
    std::filesystem::path recording = {};  ///< empty: it has none, or none any more

    /// As its place says, also where nothing can be read.
    [[nodiscard]] std::string scenario() const { return folder.parent_path().filename(); }
    [[nodiscard]] std::string name() const { return folder.filename(); }
};

struct KeptRuns {
    std::vector<KeptRun> runs;  ///< newest first, as their names say; summaries without lines
    std::size_t left_out = 0;  ///< the oldest, of too many
};

inline constexpr std::size_t kRunsListedMax = 2000;

/// What there is in runs/<scenario>/<name>/. Reads every summary: about 0.1 ms each. Follows no
/// link, and opens nothing but files.
[[nodiscard]] KeptRuns list_runs(const std::filesystem::path& runs);

/// One of them, with its lines.
[[nodiscard]] KeptRun read_run(const std::filesystem::path& folder);

/// Copies what others are given of a run, its page, its JUnit file and its recording, into
/// `place`, as "<scenario>-<name>-report.html" and so on. A copy that is there already is replaced
/// when the new one is whole.
/// @returns what was written. @errors in words.
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, std::string> export_run(
    const std::filesystem::path& folder, const std::filesystem::path& place);

}  // namespace monitor::run
