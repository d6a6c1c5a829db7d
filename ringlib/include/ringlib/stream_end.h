// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>

namespace ringlib {

/// Why there are no more events. ProducerDied is not final: a take-over lets the consumer go on.
struct StreamEnd {
    /// The first three come when everything published was consumed, the others at once.
    enum Reason {
        Closed,  ///< the producer closed the ring; or this consumer was detached, then at once
        ProducerDied,  ///< nobody is the ring's producer, and nobody has ended its stream
        RequiredConsumerFailed,  ///< the producer gave up: a consumer it requires stalled or left
        Evicted,  ///< the producer put this consumer out; it may attach again
        Replaced,  ///< another ring has the name by now
        Truncated  ///< the ring's file was cut short, or its count of events damaged
    };
    Reason reason;  ///< ProducerDied may be followed by events; the others are final
    std::string detail;  ///< RequiredConsumerFailed: that consumer's id; else more words, or empty
};

}  // namespace ringlib
