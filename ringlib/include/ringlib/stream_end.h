// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>

namespace ringlib {

/// Why a stream ended for a consumer. ProducerDied is not
/// final: a take-over lets the consumer go on.
struct StreamEnd {
    enum Reason { Closed, ProducerDied, RequiredConsumerFailed, Evicted, Replaced, Truncated };
    Reason reason;
    std::string detail;  ///< for RequiredConsumerFailed: the consumer's id
};

}  // namespace ringlib
