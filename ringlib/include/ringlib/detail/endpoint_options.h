// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/coordination.h"
#include "ringlib/event_schema.h"
#include "ringlib/liveness.h"
#include "ringlib/options.h"
#include "ringlib/snapshot.h"
#include "ringlib/wait_strategy.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

/// What the builders collect and the cores are built from.
namespace ringlib::detail {

struct RingRequest {
    Backend backend{};
    std::string name;
    std::uint64_t capacity = 0;
    std::uint64_t event_size = 0;
    std::uint64_t event_align = 0;
    std::string_view event_name;
};

struct ProducerOptions {
    RingRequest ring;
    CoordinationMode coordination = CoordinationMode::immediate();
    std::size_t expected_count = 0;  ///< with a prefix: prefix_0 …; without: any consumers
    std::string expected_prefix;
    std::size_t max_consumers = 64;
    WaitStrategy wait = WaitStrategy::block();
    std::optional<RequiredConsumerLivenessConfig> liveness;
    OnExisting on_existing = OnExisting::TakeOver;
    mode_t mode = 0600;
    std::optional<int> core;
    std::optional<bool> unlink_on_close;  ///< shm: true, file: false
    EventSchema schema;  ///< without fields: none
    bool latency_histograms = false;
    std::function<void(std::byte* slot)> prepare_slot;  ///< once for every slot of a new ring
};

struct ConsumerOptions {
    RingRequest ring;
    std::string id;
    bool has_id = false;  ///< otherwise one is generated
    StartAt start = StartAt::Default;
    std::chrono::nanoseconds ready_timeout = std::chrono::seconds(1);
    WaitStrategy wait = WaitStrategy::block();
    std::optional<int> core;
    std::optional<uid_t> owner;
};

}  // namespace ringlib::detail
