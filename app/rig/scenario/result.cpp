// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/result.h"

namespace rig::scenario {

std::string_view to_string(Phase phase) noexcept
{
    switch (phase) {
    case Phase::Prepare:
        return "prepare";
    case Phase::SteadyState:
        return "steady state";
    case Phase::Inject:
        return "inject";
    case Phase::Observe:
        return "observe";
    case Phase::Heal:
        return "heal";
    case Phase::Recover:
        return "recover";
    case Phase::SteadyAgain:
        return "steady again";
    case Phase::Finish:
        return "finish";
    case Phase::Over:
        break;
    }
    return "verdict";
}

std::string_view to_string(LineStatus status) noexcept
{
    switch (status) {
    case LineStatus::Open:
        return "open";
    case LineStatus::Passed:
        return "passed";
    case LineStatus::Failed:
        return "failed";
    case LineStatus::NotJudged:
        return "not judged";
    case LineStatus::NotNeeded:
        break;
    }
    return "not needed";
}

}  // namespace rig::scenario
