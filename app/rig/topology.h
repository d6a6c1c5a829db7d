// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/quantity.h"
#include "rig/worker/load.h"

#include <ringlib/coordination.h>
#include <ringlib/liveness.h>
#include <ringlib/options.h>
#include <ringlib/snapshot.h>
#include <ringlib/wait_strategy.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rig {

/// What the producer's process is called wherever a worker is named; consumers go by their id.
inline constexpr std::string_view kProducerName = "producer";

struct ProducerPlan {
    Rate rate{.per_second = 10'000};
    Load load = SteadyLoad{};  ///< how the rate changes; a ramp has rates of its own
    std::uint64_t batch = 1;
    ringlib::WaitStrategy wait = ringlib::WaitStrategy::block();
    ringlib::CoordinationMode coordination = ringlib::CoordinationMode::immediate();
    /// Without its hook. Who is required stands here and nowhere else; nothing: nobody is.
    std::optional<ringlib::RequiredConsumerLivenessConfig> liveness;
    std::uint64_t seed = 0;  ///< where in its period the load begins
};

struct ConsumerPlan {
    std::string id;
    DurationRange work;  ///< service time per event
    std::optional<std::uint64_t> batch;  ///< nothing: as ringworker chooses
    ringlib::WaitStrategy wait = ringlib::WaitStrategy::block();
    ringlib::StartAt start = ringlib::StartAt::Default;  ///< where in the stream
    std::chrono::nanoseconds joins_after{};  ///< its process starts that long after the rig's
    /// How long it waits for a ring, and for a successor of a producer that died.
    std::chrono::nanoseconds ready_timeout = std::chrono::seconds(10);
};

/// A ring and the processes around it, before any of them is there.
struct Topology {
    ringlib::Backend backend = ringlib::Backend::Shm;
    std::uint64_t capacity = 4096;  ///< events
    std::uint64_t event_size = 64;  ///< bytes, one of kEventSizes
    std::optional<std::uint64_t> max_consumers;  ///< nothing: as the library chooses
    ProducerPlan producer;
    std::vector<ConsumerPlan> consumers;

    [[nodiscard]] const ConsumerPlan* find_consumer(std::string_view id) const;
    [[nodiscard]] bool is_required(std::string_view id) const;
};

}  // namespace rig
