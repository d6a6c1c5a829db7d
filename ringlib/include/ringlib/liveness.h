// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/sequence.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace ringlib {

/// What a producer says about a required consumer that stopped
/// making progress while it held the ring.
struct RequiredConsumerAlert {
    std::string consumer_id;
    Sequence last_sequence = kNoSequence;  ///< last event it consumed
    std::chrono::nanoseconds stalled_for{};  ///< while the producer was blocked by it
    bool died = false;  ///< its kernel lock is gone; otherwise it is stopped or slow
};

enum class RequiredConsumerFailureAction { GracefulShutdown, AlertOnly, Evict };

struct RequiredConsumerLivenessConfig {
    std::vector<std::string> required_consumer_ids;
    std::chrono::nanoseconds startup_wait_timeout = std::chrono::seconds(5);
    std::chrono::nanoseconds progress_timeout = std::chrono::milliseconds(250);
    std::chrono::nanoseconds progress_check_interval = std::chrono::milliseconds(5);
    std::chrono::nanoseconds shutdown_grace_period = std::chrono::seconds(1);
    RequiredConsumerFailureAction failure_action = RequiredConsumerFailureAction::GracefulShutdown;
    std::function<void(const RequiredConsumerAlert&)>
        alert_hook;  ///< once per stall, on the publishing thread
};

}  // namespace ringlib
