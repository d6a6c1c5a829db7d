// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <ringlib/error.h>
#include <ringlib/snapshot.h>

#include <string>
#include <utility>
#include <vector>

namespace monitor::test {

inline TimePoint at_ms(std::int64_t ms)
{
    return TimePoint(std::chrono::milliseconds(ms));
}

inline ringlib::ConsumerSnapshot consumer_at(std::string id, ringlib::Sequence sequence)
{
    ringlib::ConsumerSnapshot consumer;
    consumer.id = std::move(id);
    consumer.pid = 4000 + consumer.id.back();
    consumer.start_time = 7;
    consumer.slot_state = ringlib::SlotState::Active;
    consumer.presence = ringlib::Presence::Alive;
    consumer.sequence = sequence;
    consumer.generation = 1;
    return consumer;
}

/// A ring of 4096 slots with a living producer.
inline ringlib::RingSnapshot snapshot_of(
    ringlib::Sequence published, std::vector<ringlib::ConsumerSnapshot> consumers)
{
    ringlib::RingSnapshot snapshot;
    snapshot.capacity = 4096;
    snapshot.event_size = 64;
    snapshot.producer.pid = 4118;
    snapshot.producer.start_time = 7;
    snapshot.producer.presence = ringlib::Presence::Alive;
    snapshot.producer.sequence = published;
    snapshot.producer.epoch = 1;
    snapshot.consumers = std::move(consumers);
    return snapshot;
}

inline ringlib::RingInfo info_of(std::uint8_t instance)
{
    ringlib::RingInfo info;
    info.name = "orders";
    info.path = "/dev/shm/orders";
    info.label = "orders";
    info.event_name = "Order";
    info.instance.fill(instance);
    info.capacity = 4096;
    info.event_size = 64;
    return info;
}

inline ringlib::Error error_of(ringlib::Errc code)
{
    ringlib::Error error;
    error.code = code;
    error.ring = "orders";
    error.detail = "12 of 34 bytes";
    return error;
}

}  // namespace monitor::test
