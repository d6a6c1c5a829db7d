// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/scenario.h"

#include <algorithm>

namespace rig::scenario {

bool Scenario::ends_the_stream() const
{
    return std::any_of(expect.begin(), expect.end(), [](const Expectation& each) {
        if (each.never) {
            return false;
        }
        return each.subject == Subject::ProducerExit || each.subject == Subject::RingReplaced
            || (each.subject == Subject::ConsumerEnd && !each.words.empty()
                && each.words.front() != "closed" && each.words.front() != "evicted");
    });
}

const Step* Scenario::find_step(std::string_view id) const
{
    const auto found = std::find_if(
        method.begin(), method.end(), [id](const Step& step) { return step.id == id; });
    return found != method.end() ? &*found : nullptr;
}

NamedTimes Scenario::named_times() const
{
    NamedTimes times;
    if (const auto& liveness = topology.producer.liveness) {
        times.startup_wait = liveness->startup_wait_timeout;
        times.progress_timeout = liveness->progress_timeout;
        times.check_interval = liveness->progress_check_interval;
        times.grace = liveness->shutdown_grace_period;
    }
    return times;
}

std::string_view to_string(Subject subject) noexcept
{
    switch (subject) {
    case Subject::RingState:
        return "ring_state";
    case Subject::RingFull:
        return "ring_full";
    case Subject::RingEpoch:
        return "ring_epoch";
    case Subject::RingPublished:
        return "ring_published";
    case Subject::RingReplaced:
        return "ring_replaced";
    case Subject::ProducerAlert:
        return "detection";
    case Subject::ProducerExit:
        return "producer_outcome";
    case Subject::ProducerGoesOn:
        return "producer_goes_on";
    case Subject::ConsumerState:
        return "consumer_state";
    case Subject::ConsumerAttached:
        return "consumer_attached";
    case Subject::ConsumerGates:
        return "consumer_gates";
    case Subject::ConsumerGoesOn:
        return "consumer_goes_on";
    case Subject::ConsumerEnd:
        return "consumer_end";
    case Subject::ConsumerFirst:
        return "consumer_first";
    case Subject::ConsumerRedelivered:
        return "consumer_redelivered";
    case Subject::Integrity:
        break;
    }
    return "integrity";
}

}  // namespace rig::scenario
