// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"

#include "rig/scenario/observations.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace monitor::run {

/// How far a run has come, after one of its ticks. Values: whoever is told may keep them.
struct RunProgress {
    std::string ring;  ///< name or path
    TimePoint begun;
    TimePoint now;
    rig::scenario::Phase phase{};
    std::vector<rig::scenario::PhaseBegin> phases;
    std::vector<rig::scenario::ResultLine> lines;  ///< so far
    std::vector<rig::scenario::FaultObservation> faults;
    std::vector<rig::scenario::WorkerObservation> workers;
};

struct RunOptions {
    std::uint64_t seed = 0;
    std::filesystem::path runs = "runs";
    std::filesystem::path worker;  ///< the ringworker; empty: the one beside this program
    std::string program;  ///< "ringctl 0.1.0"
    std::string reproduce;  ///< as a command line
    /// Waits until then, or until the user wants it to end. @returns whether it goes on.
    std::function<bool(TimePoint)> wait;
    /// Told after each tick, on the run's own thread, 100 times a second; it waits meanwhile.
    std::function<void(const RunProgress&)> watch = {};
};

/// As it runs: what is drawn by lot is drawn.
[[nodiscard]] rig::scenario::Scenario as_run(rig::scenario::Scenario scenario, std::uint64_t seed);

/// Runs a scenario with real processes, on this thread, and keeps the run.
/// @errors in words: nothing could be started or kept.
[[nodiscard]] tl::expected<RunRecord, std::string> run_scenario(
    rig::scenario::Scenario scenario, const RunOptions& options);

}  // namespace monitor::run
