// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/run/timeline.h"

#include "rig/scenario/result.h"
#include "rig/scenario/scenario.h"

#include <cstdint>
#include <filesystem>
#include <string>

/// Runs of scenarios: made, kept in a folder, and told.
namespace monitor::run {

/// Where and when it ran.
struct Environment {
    std::string host;
    std::string system;  ///< kernel and machine
    unsigned cores = 0;
    std::string program;  ///< "ringctl 0.1.0"
    std::int64_t begun_unix_ns = 0;  ///< CLOCK_REALTIME, for people
    TimePoint begun;  ///< at the same moment
};
[[nodiscard]] Environment this_environment(std::string program);

/// Everything that is told of a run.
struct RunRecord {
    rig::scenario::Scenario scenario;
    std::uint64_t seed = 0;
    Environment environment;
    std::string reproduce;  ///< as a command line
    std::filesystem::path folder;  ///< empty: nothing was kept
    rig::scenario::Result result;
    Timeline timeline;
    TimePoint ended;

    [[nodiscard]] double seconds() const { return to_seconds(ended - environment.begun); }
    /// "stall-required-consumer (shm)"
    [[nodiscard]] std::string title() const;
};

[[nodiscard]] std::string_view to_string(ringlib::Backend backend) noexcept;
/// Of the scenario's clock.
[[nodiscard]] TimePoint time_of(rig::scenario::Time time) noexcept;
/// "14:03:22.118", of this machine's time zone.
[[nodiscard]] std::string wall_clock(const Environment& environment, TimePoint time);
/// "20261128T140322Z"; in UTC.
[[nodiscard]] std::string utc_stamp(std::int64_t unix_ns);
/// "2026-11-28T14:03:22Z"
[[nodiscard]] std::string utc_iso(std::int64_t unix_ns);

}  // namespace monitor::run
