// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/sequence.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace ringlib {

/// What a producer says about a required consumer that made no progress while it held the ring.
struct RequiredConsumerAlert {
    std::string consumer_id;  ///< one of `required_consumer_ids`
    Sequence last_sequence = kNoSequence;  ///< last event it consumed; kNoSequence: none
    std::chrono::nanoseconds stalled_for{};  ///< while the producer was blocked by it
    bool died = false;  ///< its kernel lock is gone; otherwise it is stopped or slow
};

/// What is done when a required consumer makes no progress in its grace period either.
enum class RequiredConsumerFailureAction {
    GracefulShutdown,  ///< the producer fails for good; consumers read to the end and are told
    AlertOnly,  ///< nothing: the producer waits on
    Evict  ///< that consumer is put out, and the producer goes on
};

/// The consumers without which managed publishing does not go on, and how long it bears with them.
struct RequiredConsumerLivenessConfig {
    std::vector<std::string> required_consumer_ids;  ///< at least one, each once
    /// How long the first managed call waits until each was there once; above 0.
    std::chrono::nanoseconds startup_wait_timeout = std::chrono::seconds(5);
    /// Without progress while it holds the ring, until the alert; above the check interval.
    std::chrono::nanoseconds progress_timeout = std::chrono::milliseconds(250);
    /// Between two looks of a blocked producer, each counting at most twice this; above 0.
    std::chrono::nanoseconds progress_check_interval = std::chrono::milliseconds(5);
    /// From the alert to the failure action; 0 or more. Progress ends it.
    std::chrono::nanoseconds shutdown_grace_period = std::chrono::seconds(1);
    /// After the grace period.
    RequiredConsumerFailureAction failure_action = RequiredConsumerFailureAction::GracefulShutdown;
    /// Called once per stall, on the publishing thread; what it throws is swallowed.
    std::function<void(const RequiredConsumerAlert&)> alert_hook;
};

}  // namespace ringlib
