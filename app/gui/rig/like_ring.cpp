// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/like_ring.h"

#include "rig/presets.h"

#include <cmath>

namespace gui {

/// A reading says at once what two snapshots say together: a second of them is made of it.
std::optional<rig::Topology> topologyLike(const monitor::RingReading& reading)
{
    if (reading.capacity == 0) {
        return std::nullopt;
    }
    constexpr std::uint64_t kSecond = 1'000'000'000;
    ringlib::RingSnapshot before;
    before.taken_ns = kSecond;
    before.producer.sequence = 0;
    ringlib::RingSnapshot now;
    now.taken_ns = 2 * kSecond;
    now.producer.sequence = std::llround(reading.producer.events_per_s);
    now.capacity = reading.capacity;
    now.event_size = reading.event_size;
    now.liveness = reading.liveness;
    for (const monitor::ConsumerReading& consumer : reading.consumers) {
        ringlib::ConsumerSnapshot& seen = now.consumers.emplace_back();
        seen.id = consumer.id;
        seen.slot_state = consumer.slot_state;
    }
    return rig::topology_like(before, now);
}

}  // namespace gui
