// SPDX-License-Identifier: MIT OR Apache-2.0
// A producer that watches required consumers, and what may happen to these.
#pragma once

#include "endpoint_support.h"
#include "process_identity.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ringlib {

inline RequiredConsumerLivenessConfig require(std::vector<std::string> ids)
{
    RequiredConsumerLivenessConfig config;
    config.required_consumer_ids = std::move(ids);
    config.startup_wait_timeout = std::chrono::milliseconds(20);
    config.progress_timeout = std::chrono::milliseconds(20);
    config.progress_check_interval = std::chrono::milliseconds(1);
    config.shutdown_grace_period = std::chrono::milliseconds(20);
    return config;
}

inline Producer<Tick> make_watching(
    const std::string& name, RequiredConsumerLivenessConfig config, std::size_t max_consumers = 64)
{
    return build_shared_single_producer<Tick>(name, 8)
        .with_max_consumers(max_consumers)
        .with_liveness(std::move(config))
        .build_producer()
        .value();
}

inline Expected<Sequence> publish_managed(Producer<Tick>& producer)
{
    return producer.publish_managed([&](Tick& event) {
        event.value = static_cast<std::uint64_t>(producer.last_published_sequence() + 1);
    });
}

/// Fills the ring until a managed call fails.
inline Error publish_to_failure(Producer<Tick>& producer)
{
    for (;;) {
        if (auto published = publish_managed(producer); !published) {
            return published.error();
        }
    }
}

/// As if its process had been killed: the locks are gone, the slot stays as it was.
inline void kill(Consumer<Tick> consumer, const std::string& ring)
{
    const std::string id(consumer.consumer_id());
    const Segment memory = open_memory(ring);
    for (std::uint32_t i = 0; i < memory.slot_count(); ++i) {
        layout::ConsumerSlot& slot = memory.slot(i);
        if (read_identity(slot.identity).id() != id) {
            continue;
        }
        const std::uint64_t word = slot.word.load();
        slot.word.store(word + (std::uint64_t{1} << 40U));  // its detach finds another's slot
        {
            const Consumer<Tick> gone = std::move(consumer);
        }
        slot.gone.store(0);
        slot.word.store(word);
        return;
    }
}

}  // namespace ringlib
