// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "watch_under_test.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ringlib::simulation {

enum class Mode {
    Safety,  ///< an hour with faults at any time: nobody is accused wrongly, or twice, or late
    Liveness  ///< faults cease, permanent ones stay: the producer goes on or has failed in time
};

/// What happened in all runs together: a simulation in which nothing happens shows nothing.
struct Tally {
    std::uint64_t published = 0;  ///< claims
    std::uint64_t waits = 0;  ///< of a producer without room
    std::uint64_t looks = 0;
    std::uint64_t alerts = 0;
    std::uint64_t said_died = 0;  ///< alerts of these
    std::uint64_t shutdowns = 0;
    std::uint64_t evictions = 0;
    std::uint64_t tolerated = 0;  ///< failures that only alert
    std::uint64_t found_left = 0;
    std::uint64_t startup_timeouts = 0;
    std::uint64_t take_overs = 0;
    std::uint64_t resumes = 0;  ///< consumers that went on where their dead predecessor stood
    std::uint64_t reaped = 0;
    std::uint64_t freezes = 0;  ///< of the whole machine

    Tally& operator+=(const Tally& other) noexcept;
};

struct Outcome {
    std::uint64_t seeds = 0;
    std::uint64_t violations = 0;  ///< runs that broke a rule; a run ends there
    std::optional<std::uint64_t> first_bad_seed;
    std::string trace;  ///< of that run, the broken rule last
    Tally tally;
};

[[nodiscard]] std::unique_ptr<WatchUnderTest> library_watch(
    LivenessWatch::Timing timing, std::size_t consumers);

/// Runs the seeds `first`, `first` + 1 …, each a world of its own. Nothing but the seed and the
/// mode decides what happens in it.
[[nodiscard]] Outcome simulate(std::uint64_t first, std::uint64_t count, Mode mode,
    const MakeWatch& make_watch = library_watch);

/// What happened in the last part of that run, whether or not it broke a rule.
[[nodiscard]] std::string trace_of(
    std::uint64_t seed, Mode mode, const MakeWatch& make_watch = library_watch);

}  // namespace ringlib::simulation
