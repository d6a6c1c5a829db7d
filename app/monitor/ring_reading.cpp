// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_reading.h"

namespace monitor {

std::string_view to_string(RingWord word) noexcept
{
    switch (word) {
    case RingWord::Waiting:
        return "WAITING";
    case RingWord::Live:
        return "LIVE";
    case RingWord::Idle:
        return "IDLE";
    case RingWord::Orphan:
        return "ORPHAN";
    case RingWord::Replaced:
        return "REPLACED";
    case RingWord::Truncated:
        return "TRUNCATED";
    case RingWord::Incompatible:
        return "INCOMPATIBLE";
    case RingWord::Forbidden:
        return "FORBIDDEN";
    case RingWord::Closed:
        return "CLOSED";
    case RingWord::Failed:
        return "FAILED";
    }
    return "INCOMPATIBLE";
}

std::string_view to_string(ProducerWord word) noexcept
{
    switch (word) {
    case ProducerWord::Unknown:
        return "UNKNOWN";
    case ProducerWord::Running:
        return "RUNNING";
    case ProducerWord::Idle:
        return "IDLE";
    case ProducerWord::Held:
        return "HELD";
    case ProducerWord::Stopped:
        return "STOPPED";
    case ProducerWord::Ended:
        return "ENDED";
    case ProducerWord::Dead:
        return "DEAD";
    }
    return "UNKNOWN";
}

}  // namespace monitor
