// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/ring_metrics.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <utility>

namespace monitor {
namespace {

using prometheus::MetricType;

double number(std::uint64_t value)
{
    return static_cast<double>(value);
}
// Sequences count from 0, so that one more is how many there were.
double count(ringlib::Sequence sequence)
{
    return static_cast<double>(sequence) + 1;
}

}  // namespace

prometheus::ClientMetric& RingMetrics::place(
    std::string_view name, std::string_view help, MetricType type, const Labels& labels)
{
    auto found = m_families.find(name);
    if (found == m_families.end()) {
        found = m_families.emplace(std::string(name), prometheus::MetricFamily{}).first;
        found->second.name = name;
        found->second.help = help;
        found->second.type = type;
    }
    auto& metric = found->second.metric.emplace_back();
    for (const Label& label : labels) {
        metric.label.push_back({label.name, ringlib::printable(label.value)});
    }
    return metric;
}

void RingMetrics::counter(
    std::string_view name, std::string_view help, const Labels& labels, double value)
{
    place(name, help, MetricType::Counter, labels).counter.value = value;
}

void RingMetrics::gauge(
    std::string_view name, std::string_view help, const Labels& labels, double value)
{
    place(name, help, MetricType::Gauge, labels).gauge.value = value;
}

void RingMetrics::add_own(
    std::string_view name, std::string_view help, MetricType type, double value)
{
    if (type == MetricType::Counter) {
        counter(name, help, {}, value);
    } else {
        gauge(name, help, {}, value);
    }
}

bool RingMetrics::add(const RingReading& reading)
{
    if (m_rings == kRingsMax) {
        return false;
    }
    ++m_rings;
    const Labels ring{{"ring", reading.ring}};
    gauge("ringscope_ring_state", "1 for the state that the ring is in.",
        {{"ring", reading.ring}, {"state", to_string(reading.state)}}, 1);
    if (reading.instance.empty()) {
        return true;  // it was never read: there are no numbers
    }
    gauge("ringscope_ring_info", "1, with what the ring is.",
        {{"ring", reading.ring}, {"instance", reading.instance},
            {"backend", reading.backend == ringlib::Backend::Shm ? "shm" : "mmap"},
            {"event_name", reading.event_name}},
        1);
    gauge("ringscope_ring_capacity_events", "Events that the ring holds.", ring,
        number(reading.capacity));
    gauge("ringscope_ring_event_size_bytes", "Size of an event.", ring, number(reading.event_size));
    gauge("ringscope_ring_used_events", "Events that the slowest consumer has not consumed.", ring,
        number(reading.used));
    gauge("ringscope_ring_free_events", "Events for which there is room.", ring,
        number(reading.free));
    gauge("ringscope_ring_used_max_events", "Most events unread at once in the ring's life.", ring,
        number(reading.used_max));
    gauge("ringscope_ring_severity",
        "How bad it is: 0 ok, 1 not known, 2 info, 3 note, 4 warning, 5 error.", ring,
        static_cast<double>(reading.severity));
    if (reading.time_to_full) {
        gauge("ringscope_ring_time_to_full_seconds",
            "Until the ring is full at the present growth; 0: the producer is held.", ring,
            to_seconds(*reading.time_to_full));
    }
    add_producer(reading);
    const std::size_t shown = std::min(reading.consumers.size(), kConsumersMax);
    for (std::size_t i = 0; i < shown; ++i) {
        add_consumer(reading, reading.consumers[i]);
    }
    gauge("ringscope_ring_consumers", "Consumers that hold a slot, or are missing.", ring,
        static_cast<double>(reading.consumers.size()));
    return true;
}

void RingMetrics::add_producer(const RingReading& reading)
{
    const ProducerReading& producer = reading.producer;
    const Labels ring{{"ring", reading.ring}};
    counter("ringscope_producer_events_total", "Events published in the ring's life.", ring,
        count(producer.sequence));
    counter("ringscope_producer_blocked_seconds_total",
        "Time the producer waited for room in the ring's life.", ring, producer.blocked_s_total);
    gauge("ringscope_producer_held_seconds", "Since when a full ring holds the producer; 0: not.",
        ring,
        producer.held_since ? std::max(to_seconds(reading.sampled_at - *producer.held_since), 0.0)
                            : 0);
    gauge("ringscope_producer_alive", "1 while a process is the producer.", ring,
        producer.presence == ringlib::Presence::Alive ? 1 : 0);
    counter("ringscope_producer_epochs_total", "Producers in the ring's life.", ring,
        number(producer.epoch));
    if (reading.liveness && reading.liveness->fires_in) {
        gauge("ringscope_producer_liveness_fires_in_seconds",
            "Until the failure action, while a required consumer holds the ring.", ring,
            to_seconds(*reading.liveness->fires_in));
    }
}

void RingMetrics::add_consumer(const RingReading& reading, const ConsumerReading& consumer)
{
    const Labels labels{{"ring", reading.ring}, {"consumer", consumer.id}};
    gauge("ringscope_consumer_state", "1 for the state that the consumer is in.",
        {{"ring", reading.ring}, {"consumer", consumer.id}, {"state", to_string(consumer.state)}},
        1);
    gauge("ringscope_consumer_severity",
        "How bad it is: 0 ok, 1 not known, 2 info, 3 note, 4 warning, 5 error.", labels,
        static_cast<double>(consumer.severity));
    gauge("ringscope_consumer_required", "1 when the producer does not go on without it.", labels,
        consumer.required ? 1 : 0);
    if (consumer.state == ConsumerState::Absent) {
        return;
    }
    counter("ringscope_consumer_events_total",
        "Events of the ring consumed, or skipped by starting later.", labels,
        count(consumer.sequence));
    gauge("ringscope_consumer_lag_events", "Events published and not consumed.", labels,
        number(consumer.lag_events));
    gauge("ringscope_consumer_lag_ratio", "The same as a part of the ring; 1: it is full.", labels,
        consumer.lag_percent / 100);
    gauge("ringscope_consumer_lag_seconds", "Age of the oldest event not consumed.", labels,
        to_seconds(consumer.lag_time.age));
    gauge("ringscope_consumer_since_progress_seconds", "Since it consumed an event.", labels,
        to_seconds(consumer.since_progress));
    gauge("ringscope_consumer_gating_ratio",
        "Part of the last seconds in which it was the slowest on a full ring.", labels,
        consumer.gating_share);
    gauge("ringscope_consumer_alive", "1 while its process lives.", labels,
        consumer.presence == ringlib::Presence::Alive ? 1 : 0);
}

std::vector<prometheus::MetricFamily> RingMetrics::take()
{
    std::vector<prometheus::MetricFamily> all;
    for (auto& [name, family] : m_families) {
        all.push_back(std::move(family));
    }
    m_families.clear();
    m_rings = 0;
    return all;
}

}  // namespace monitor
