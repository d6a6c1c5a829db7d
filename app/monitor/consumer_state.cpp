// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/consumer_state.h"

namespace monitor {

std::string_view to_string(ConsumerState state) noexcept
{
    switch (state) {
    case ConsumerState::Unknown:
        return "UNKNOWN";
    case ConsumerState::Absent:
        return "ABSENT";
    case ConsumerState::Dead:
        return "DEAD";
    case ConsumerState::Stopped:
        return "STOPPED";
    case ConsumerState::Rewound:
        return "REWOUND";
    case ConsumerState::Stalled:
        return "STALLED";
    case ConsumerState::Gating:
        return "GATING";
    case ConsumerState::Starved:
        return "STARVED";
    case ConsumerState::Idle:
        return "IDLE";
    case ConsumerState::Ok:
        return "OK";
    case ConsumerState::FallingBehind:
        return "FALLING BEHIND";
    case ConsumerState::CatchingUp:
        return "CATCHING UP";
    case ConsumerState::SlowLeak:
        return "SLOW LEAK";
    case ConsumerState::High:
        return "HIGH";
    case ConsumerState::OkSteady:
        return "OK steady";
    }
    return "UNKNOWN";
}

std::string_view to_string(Severity severity) noexcept
{
    switch (severity) {
    case Severity::Ok:
        return "ok";
    case Severity::Grey:
        return "grey";
    case Severity::Info:
        return "info";
    case Severity::Note:
        return "note";
    case Severity::Warn:
        return "warn";
    case Severity::Err:
        return "err";
    }
    return "grey";
}

}  // namespace monitor
