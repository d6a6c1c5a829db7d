// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace monitor::run {

struct RunOptions {
    std::uint64_t seed = 0;
    std::filesystem::path runs = "runs";
    std::filesystem::path worker;  ///< the ringworker; empty: the one beside this program
    std::string program;  ///< "ringctl 0.1.0"
    std::string reproduce;  ///< as a command line
    /// Waits until then, or until the user wants it to end. @returns whether it goes on.
    std::function<bool(TimePoint)> wait;
};

/// Runs a scenario with real processes, on this thread, and keeps the run.
/// @errors in words: nothing could be started or kept.
[[nodiscard]] tl::expected<RunRecord, std::string> run_scenario(
    rig::scenario::Scenario scenario, const RunOptions& options);

}  // namespace monitor::run
