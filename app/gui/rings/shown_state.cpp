// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/shown_state.h"

#include "monitor/ring_judgement.h"

#include <algorithm>

namespace gui {

using monitor::ConsumerState;
using monitor::RingWord;
using widgets::StateShape;
using widgets::Tone;

StateShape shapeOf(ConsumerState state)
{
    switch (state) {
    case ConsumerState::Unknown:
        return StateShape::Unknown;
    case ConsumerState::Absent:
        return StateShape::Absent;
    case ConsumerState::Dead:
        return StateShape::Dead;
    case ConsumerState::Stopped:
        return StateShape::Stopped;
    case ConsumerState::Rewound:
        return StateShape::Rewound;
    case ConsumerState::Stalled:
        return StateShape::Stalled;
    case ConsumerState::Gating:
        return StateShape::Gating;
    case ConsumerState::Starved:
        return StateShape::Starved;
    case ConsumerState::Idle:
        return StateShape::Idle;
    case ConsumerState::Ok:
        return StateShape::Ok;
    case ConsumerState::FallingBehind:
        return StateShape::FallingBehind;
    case ConsumerState::CatchingUp:
        return StateShape::CatchingUp;
    case ConsumerState::SlowLeak:
        return StateShape::SlowLeak;
    case ConsumerState::High:
        return StateShape::High;
    case ConsumerState::OkSteady:
        return StateShape::OkSteady;
    }
    return StateShape::Unknown;
}

Tone toneOf(monitor::Severity severity)
{
    switch (severity) {
    case monitor::Severity::Ok:
        return Tone::Ok;
    case monitor::Severity::Grey:
        return Tone::Quiet;
    case monitor::Severity::Info:
    case monitor::Severity::Note:
        return Tone::Info;
    case monitor::Severity::Warn:
        return Tone::Warning;
    case monitor::Severity::Err:
        return Tone::Error;
    }
    return Tone::Quiet;
}

ShownState shownState(RingWord word, bool nameless)
{
    if (nameless) {
        return {StateShape::Absent, Tone::Warning};
    }
    switch (word) {
    case RingWord::Live:
        return {StateShape::Ok, Tone::Ok};
    case RingWord::Idle:
    case RingWord::Closed:
        return {StateShape::Idle, Tone::Quiet};
    case RingWord::Waiting:
        return {StateShape::Absent, Tone::Info};
    case RingWord::Orphan:
        return {StateShape::Unknown, Tone::Quiet};
    case RingWord::Replaced:
        return {StateShape::Unknown, Tone::Warning};
    case RingWord::Incompatible:
    case RingWord::Forbidden:
        return {StateShape::Refused, Tone::Quiet};
    case RingWord::Truncated:
        return {StateShape::Dead, Tone::Error};
    case RingWord::Failed:
        return {StateShape::Fail, Tone::Error};
    }
    return {StateShape::Unknown, Tone::Quiet};
}

ShownState shownState(const monitor::RingReading& reading)
{
    const Tone tone = toneOf(reading.diagnosis.severity);
    if (reading.attached && reading.producer.held_since) {
        return {StateShape::Gating, tone};
    }
    if (is_nameless(reading)) {
        return shownState(reading.state, true);
    }
    const bool judged = reading.attached && reading.state == RingWord::Live;
    if (!judged || !widgets::isLoud(tone) || reading.consumers.empty()) {
        const ShownState byWord = shownState(reading.state);
        return {byWord.shape, judged ? tone : byWord.tone};
    }
    const auto worst = std::max_element(reading.consumers.begin(), reading.consumers.end(),
        [](const auto& a, const auto& b) { return a.severity < b.severity; });
    return {shapeOf(worst->state), tone};
}

}  // namespace gui
