// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/ring_reading.h"

#include <chrono>
#include <string>
#include <vector>

namespace gui_test {

inline constexpr monitor::TimePoint kStart{std::chrono::seconds(1000)};

inline monitor::TimePoint at(double seconds)
{
    return kStart
        + std::chrono::duration_cast<monitor::Duration>(std::chrono::duration<double>(seconds));
}

/// A healthy ring with these consumers.
inline monitor::RingReading reading(double seconds, const std::vector<std::string>& consumers)
{
    monitor::RingReading out;
    out.ring = "orders";
    out.state = monitor::RingWord::Live;
    out.attached = true;
    out.instance = "a";
    out.instance_number = 1;
    out.capacity = 4096;
    out.event_size = 64;
    out.free = 4096;
    out.sampled_at = at(seconds);
    out.producer.sequence = 99;
    out.producer.epoch = 1;
    out.producer.events_per_s = 10'000;
    out.diagnosis = {monitor::Severity::Ok, "orders is healthy", "nothing to tell"};
    for (const std::string& id : consumers) {
        monitor::ConsumerReading consumer;
        consumer.id = id;
        consumer.state = monitor::ConsumerState::Ok;
        consumer.severity = monitor::Severity::Ok;
        consumer.since = at(seconds);
        consumer.evidence_since = at(seconds);
        consumer.because = "lag was 0";
        consumer.sequence = 99;
        out.consumers.push_back(consumer);
    }
    return out;
}

/// The same, its producer held by `culprit` since then.
inline monitor::RingReading heldReading(double seconds, const std::vector<std::string>& consumers,
    const std::string& culprit, double since)
{
    monitor::RingReading out = reading(seconds, consumers);
    out.producer.held_since = at(since);
    out.producer.state = monitor::ProducerWord::Held;
    out.producer.events_per_s = 0;
    out.gating = culprit;
    out.used = out.capacity;
    out.free = 0;
    out.used_max = out.capacity;
    out.severity = monitor::Severity::Err;
    out.diagnosis = {
        monitor::Severity::Err, culprit + " holds the producer of orders", "stopped by a signal"};
    for (monitor::ConsumerReading& consumer : out.consumers) {
        if (consumer.id == culprit) {
            consumer.state = monitor::ConsumerState::Stopped;
            consumer.severity = monitor::Severity::Warn;
            consumer.lag_events = out.capacity;
            consumer.lag_percent = 100;
            consumer.because = "process state T";
        }
    }
    return out;
}

}  // namespace gui_test
