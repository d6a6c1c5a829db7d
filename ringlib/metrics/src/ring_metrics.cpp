// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ring_metrics.h"

#include "latency_buckets.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ringlib/layout.h>

namespace ringlib::metrics {
namespace {

using layout::ConsumerCounter;
using layout::ProducerCounter;
using prometheus::MetricType;

constexpr double kNsPerSecond = 1e9;

struct CounterFamily {
    std::uint32_t id = 0;
    Family family;
};

constexpr CounterFamily counter_family(auto which, std::string_view name, std::string_view help)
{
    return {layout::counter_id(which), {name, help, MetricType::Counter}};
}

constexpr std::array kCounterFamilies = {
    counter_family(ProducerCounter::EventsPublished, "ringlib_events_published_total",
        "Events published in this instance of the ring"),
    counter_family(ProducerCounter::EventsPublishedBytes, "ringlib_published_bytes_total",
        "Bytes of the events published"),
    counter_family(ProducerCounter::FullEvents, "ringlib_producer_full_total",
        "Times the producer found the ring full"),
    counter_family(ProducerCounter::Parks, "ringlib_producer_parks_total",
        "Times the producer went to sleep in the kernel"),
    counter_family(ProducerCounter::Unparks, "ringlib_producer_unparks_total",
        "Times a consumer ended the producer's sleep"),
    counter_family(ProducerCounter::Wakes, "ringlib_producer_wakes_total",
        "Times the producer woke sleeping consumers"),
    counter_family(ProducerCounter::LateWakes, "ringlib_producer_late_wakes_total",
        "Sleeps of the producer that the clock ended although there was room"),
    counter_family(ProducerCounter::Reaped, "ringlib_consumers_reaped_total",
        "Dead consumers that were removed because they blocked"),
    counter_family(
        ProducerCounter::Evicted, "ringlib_consumers_evicted_total", "Consumers put out"),
    counter_family(ProducerCounter::Corrupt, "ringlib_corrupt_cursors_total",
        "Consumers put out because their position could not be"),
    counter_family(ConsumerCounter::EventsConsumed, "ringlib_events_consumed_total",
        "Events consumed in this attachment"),
    counter_family(ConsumerCounter::EventsConsumedBytes, "ringlib_consumed_bytes_total",
        "Bytes of the events consumed"),
    counter_family(ConsumerCounter::EmptySpins, "ringlib_consumer_empty_spins_total",
        "Looks that found no event"),
    counter_family(ConsumerCounter::Parks, "ringlib_consumer_parks_total",
        "Times the consumer went to sleep in the kernel"),
    counter_family(ConsumerCounter::Unparks, "ringlib_consumer_unparks_total",
        "Times the producer ended the consumer's sleep"),
    CounterFamily{layout::counter_id(ConsumerCounter::LagMax),
        {"ringlib_consumer_lag_max_events", "Largest lag the consumer found", MetricType::Gauge}},
    counter_family(ConsumerCounter::Redelivered, "ringlib_events_redelivered_total",
        "Events that came again because a predecessor died with them"),
    counter_family(ConsumerCounter::LateWakes, "ringlib_consumer_late_wakes_total",
        "Sleeps of the consumer that the clock ended although there was an event"),
};

constexpr Family kUp = {"ringlib_up", "1 while the ring can be read", MetricType::Gauge};
constexpr Family kCapacity
    = {"ringlib_capacity_events", "Events that the ring holds", MetricType::Gauge};
constexpr Family kEventSize = {"ringlib_event_size_bytes", "Size of an event", MetricType::Gauge};
constexpr Family kUsedMax
    = {"ringlib_used_max_events", "Most events that were ever unread", MetricType::Gauge};
constexpr Family kEnded = {"ringlib_stream_ended",
    "1 once the stream ended: closed, failed, or the producer died", MetricType::Gauge};
constexpr Family kProducerUp
    = {"ringlib_producer_up", "1 while a process holds the ring as producer", MetricType::Gauge};
constexpr Family kEpoch
    = {"ringlib_producer_epoch", "How many producers this ring has had", MetricType::Gauge};
constexpr Family kBlockedNow
    = {"ringlib_producer_blocked", "1 while the producer waits for a consumer", MetricType::Gauge};
constexpr Family kBlocked = {"ringlib_producer_blocked_seconds_total",
    "Time the producer waited for consumers", MetricType::Counter};
constexpr Family kConsumers
    = {"ringlib_consumers", "Consumers that have a slot", MetricType::Gauge};
constexpr Family kConsumerUp
    = {"ringlib_consumer_up", "1 while the consumer's process lives", MetricType::Gauge};
constexpr Family kRequired
    = {"ringlib_consumer_required", "1 if the producer fails without it", MetricType::Gauge};
constexpr Family kLag
    = {"ringlib_consumer_lag_events", "Events published and not consumed", MetricType::Gauge};
constexpr Family kApplication
    = {"ringlib_application_total", "A counter of the application", MetricType::Counter};
constexpr Family kPublishLatency
    = {"ringlib_publish_latency_seconds", "As the producer recorded it", MetricType::Histogram};
constexpr Family kConsumeLatency
    = {"ringlib_consume_latency_seconds", "As the consumer recorded it", MetricType::Histogram};

// Unknown is not told: no value is better than a wrong one.
void add_presence(
    MetricFamilies& out, const Family& family, const Labels& labels, Presence presence)
{
    if (presence != Presence::Unknown) {
        out.add(family, labels, presence == Presence::Alive ? 1 : 0);
    }
}

double blocked_seconds(const RingSnapshot& snapshot)
{
    const ProducerSnapshot& producer = snapshot.producer;
    const auto finished = static_cast<double>(producer.blocked_total_ns);
    const bool waits = producer.blocked_since_ns != 0 && producer.presence != Presence::Dead
        && producer.blocked_since_ns < snapshot.taken_ns;
    const auto running
        = waits ? static_cast<double>(snapshot.taken_ns - producer.blocked_since_ns) : 0;
    return (finished + running) / kNsPerSecond;
}

void add_producer(MetricFamilies& out, const Labels& labels, const RingSnapshot& snapshot)
{
    out.add(kCapacity, labels, static_cast<double>(snapshot.capacity));
    out.add(kEventSize, labels, static_cast<double>(snapshot.event_size));
    out.add(kUsedMax, labels, static_cast<double>(snapshot.used_max));
    out.add(kEnded, labels, snapshot.stream_end ? 1 : 0);
    add_presence(out, kProducerUp, labels, snapshot.producer.presence);
    out.add(kEpoch, labels, static_cast<double>(snapshot.producer.epoch));
    out.add(kBlockedNow, labels, snapshot.producer.blocked_since_ns != 0 ? 1 : 0);
    out.add(kBlocked, labels, blocked_seconds(snapshot));
    out.add(kConsumers, labels, static_cast<double>(snapshot.consumers.size()));
}

void add_consumer(MetricFamilies& out, const Labels& labels, const RingSnapshot& snapshot,
    const ConsumerSnapshot& consumer)
{
    const Sequence behind = snapshot.producer.sequence - consumer.sequence;
    const auto lag = std::clamp<Sequence>(behind, 0, static_cast<Sequence>(snapshot.capacity));
    out.add(kLag, labels, static_cast<double>(lag));
    out.add(kRequired, labels, consumer.required ? 1 : 0);
    add_presence(out, kConsumerUp, labels, consumer.presence);
}

void add_counter(MetricFamilies& out, std::string_view ring, const CounterValue& counter)
{
    const auto value = static_cast<double>(counter.value);
    if (counter.id >= layout::kFirstApplicationCounterId) {
        out.add(kApplication,
            {.ring = ring, .consumer = counter.consumer(), .counter = counter.name()}, value);
        return;
    }
    const auto known = std::find_if(kCounterFamilies.begin(), kCounterFamilies.end(),
        [&](const CounterFamily& candidate) { return candidate.id == counter.id; });
    if (known != kCounterFamilies.end()) {
        out.add(known->family, {.ring = ring, .consumer = counter.consumer()}, value);
    }
}

}  // namespace

void add_up(MetricFamilies& out, std::string_view ring, bool up)
{
    out.add(kUp, {.ring = ring}, up ? 1 : 0);
}

void add_snapshot(MetricFamilies& out, std::string_view ring, const RingSnapshot& snapshot)
{
    add_producer(out, {.ring = ring}, snapshot);
    for (const ConsumerSnapshot& consumer : snapshot.consumers) {
        add_consumer(out, {.ring = ring, .consumer = consumer.id}, snapshot, consumer);
    }
    for (const CounterValue& counter : snapshot.counters) {
        add_counter(out, ring, counter);
    }
}

void add_latencies(
    MetricFamilies& out, std::string_view ring, const std::vector<LatencySnapshot>& latencies)
{
    for (const LatencySnapshot& latency : latencies) {
        const Family& family = latency.consumer.empty() ? kPublishLatency : kConsumeLatency;
        out.add(family, {.ring = ring, .consumer = latency.consumer}, latency_buckets(latency));
    }
}

}  // namespace ringlib::metrics
