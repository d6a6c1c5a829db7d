// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/observations.h"
#include "rig/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rig::scenario {

enum class LineStatus : std::uint8_t {
    Open,  ///< not known yet
    Passed,
    Failed,
    NotJudged,  ///< the evidence for it is missing
    NotNeeded  ///< there was nothing to do
};

/// One line of the verdict: something that was expected, and what came of it.
struct ResultLine {
    std::string type;  ///< "detection", "integrity": one word, for machines
    std::string name;  ///< "detection ≤ 1.063 s": the same in every run of a scenario
    LineStatus status = LineStatus::Open;
    std::string expected;
    std::string measured;
    std::optional<Time> at;  ///< where to look for it
};

enum class Phase : std::uint8_t {
    Prepare,
    SteadyState,
    Inject,
    Observe,
    Heal,
    Recover,
    SteadyAgain,
    Finish,
    Over
};
[[nodiscard]] std::string_view to_string(Phase phase) noexcept;
[[nodiscard]] std::string_view to_string(LineStatus status) noexcept;

struct PhaseBegin {
    Phase phase{};
    Time at{};
};

/// All that a card or a report says of a run, but what it looked like.
struct Result {
    Verdict verdict = Verdict::Inconclusive;
    std::string reason;  ///< in a sentence; empty for PASS
    std::vector<ResultLine> lines;
    std::vector<PhaseBegin> phases;
    std::vector<FaultObservation> faults;  ///< as last seen
    Time overshoot{};
    std::uint64_t sampler_ticks = 0;
    std::uint64_t sampler_missed = 0;
};

}  // namespace rig::scenario
