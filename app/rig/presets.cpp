// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/presets.h"

#include "rig/worker/synthetic_event.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace rig {
namespace {

using namespace std::chrono_literals;

Topology fan_out(std::size_t consumers)
{
    Topology topology;
    topology.producer.rate = Rate{20'000};
    topology.producer.batch = 16;
    for (std::size_t i = 0; i < consumers; ++i) {
        topology.consumers.emplace_back().id = "cp_" + std::to_string(i);
    }
    return topology;
}

Topology slow_one()
{
    Topology topology = fan_out(3);
    topology.consumers[1].work = {100us, 100us};  // half as fast as it would have to be
    return topology;
}

Topology late_joiner()
{
    Topology topology = fan_out(3);
    topology.consumers[2].joins_after = 5s;
    topology.consumers[2].start = ringlib::StartAt::Next;
    return topology;
}

Topology burst_overload()
{
    Topology topology = fan_out(2);
    topology.producer.load = BurstLoad{1s, 4s};
    topology.producer.rate = Rate{50'000};
    topology.consumers[1].work = {50us, 50us};  // reads on in the pauses
    return topology;
}

constexpr std::array kPresets
    = {Preset{"1-1", "One to one", "nothing but a producer and its consumer",
           [] { return fan_out(1); }},
        Preset{"1-3", "One to three", "every consumer gets every event", [] { return fan_out(3); }},
        Preset{"1-8", "Fan-out to eight", "more consumers than cores", [] { return fan_out(8); }},
        Preset{"slow-one", "A slow one", "the slowest consumer holds the ring", slow_one},
        Preset{"late-joiner", "A late joiner", "comes after 5 s, and begins with the next event",
            late_joiner},
        Preset{"burst-overload", "Bursts", "more than can be read, for a second, then a pause",
            burst_overload}};

std::optional<std::uint64_t> next_event_size(std::uint64_t bytes)
{
    const auto* const size = std::lower_bound(kEventSizes.begin(), kEventSizes.end(), bytes);
    return size != kEventSizes.end() ? std::optional<std::uint64_t>(*size) : std::nullopt;
}

ConsumerPlan plan_like(const ringlib::ConsumerSnapshot& consumer)
{
    ConsumerPlan plan;
    plan.id = consumer.id;
    return plan;
}

}  // namespace

const std::array<Preset, 6>& presets()
{
    return kPresets;
}

std::optional<Topology> topology_like(
    const ringlib::RingSnapshot& before, const ringlib::RingSnapshot& now)
{
    const auto event_size = next_event_size(now.event_size);
    if (!event_size || now.taken_ns <= before.taken_ns
        || now.producer.sequence < before.producer.sequence) {
        return std::nullopt;
    }
    constexpr double kNsPerS = 1e9;
    const double per_second = static_cast<double>(now.producer.sequence - before.producer.sequence)
        * kNsPerS / static_cast<double>(now.taken_ns - before.taken_ns);
    Topology topology;
    topology.capacity = now.capacity;
    topology.event_size = *event_size;
    // An idle ring is still one that somebody may publish to.
    topology.producer.rate
        = Rate{static_cast<std::uint64_t>(std::max(1.0, std::round(per_second)))};
    for (const ringlib::ConsumerSnapshot& consumer : now.consumers) {
        if (consumer.slot_state != ringlib::SlotState::Evicted) {
            topology.consumers.push_back(plan_like(consumer));
        }
    }
    if (now.liveness) {
        topology.producer.liveness = now.liveness->config;
    }
    return topology;
}

}  // namespace rig
