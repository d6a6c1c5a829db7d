// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_end.h"

namespace rig {

std::string_view to_string(WorkerEnd end) noexcept
{
    switch (end) {
    case WorkerEnd::Closed:
        return "closed";
    case WorkerEnd::ProducerDied:
        return "producer_died";
    case WorkerEnd::RequiredConsumerFailed:
        return "required_consumer_failed";
    case WorkerEnd::Evicted:
        return "evicted";
    case WorkerEnd::Replaced:
        return "replaced";
    case WorkerEnd::Truncated:
        return "truncated";
    case WorkerEnd::Count:
        return "count";
    case WorkerEnd::Duration:
        return "duration";
    case WorkerEnd::Signal:
        return "signal";
    case WorkerEnd::Control:
        return "control";
    }
    return {};
}

WorkerEnd end_of(ringlib::StreamEnd::Reason reason) noexcept
{
    using ringlib::StreamEnd;
    switch (reason) {
    case StreamEnd::Closed:
        return WorkerEnd::Closed;
    case StreamEnd::ProducerDied:
        return WorkerEnd::ProducerDied;
    case StreamEnd::RequiredConsumerFailed:
        return WorkerEnd::RequiredConsumerFailed;
    case StreamEnd::Evicted:
        return WorkerEnd::Evicted;
    case StreamEnd::Replaced:
        return WorkerEnd::Replaced;
    case StreamEnd::Truncated:
        break;
    }
    return WorkerEnd::Truncated;
}

ExitCode exit_code_of(WorkerEnd end) noexcept
{
    switch (end) {
    case WorkerEnd::Closed:
    case WorkerEnd::Count:
    case WorkerEnd::Duration:
    case WorkerEnd::Signal:
    case WorkerEnd::Control:
        return ExitCode::Done;
    case WorkerEnd::ProducerDied:
    case WorkerEnd::RequiredConsumerFailed:
    case WorkerEnd::Evicted:
    case WorkerEnd::Replaced:
    case WorkerEnd::Truncated:
        break;
    }
    return ExitCode::EndedBadly;
}

}  // namespace rig
