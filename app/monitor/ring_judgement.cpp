// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_judgement.h"

#include "monitor/process_facts.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <algorithm>

namespace monitor {

void judge_ring(RingReading& reading, Duration idle_after)
{
    auto& producer = reading.producer;
    const std::string pid
        = producer.process.pid > 0 ? "pid " + std::to_string(producer.process.pid) : "its process";
    const auto& end = producer.stream_end;
    const bool idle = producer.since_publish >= idle_after;
    reading.reason.clear();
    if (end && end->reason == ringlib::StreamEnd::Closed) {
        reading.state = RingWord::Closed;
        reading.reason = "the producer ended the stream";
        producer.state = ProducerWord::Ended;
    } else if (end && end->reason == ringlib::StreamEnd::RequiredConsumerFailed) {
        reading.state = RingWord::Failed;
        reading.reason = "required consumer " + ringlib::printable(end->detail) + " failed";
        producer.state = ProducerWord::Ended;
    } else if (producer.presence == ringlib::Presence::Dead
        || (end && end->reason == ringlib::StreamEnd::ProducerDied)) {
        reading.state = RingWord::Orphan;
        reading.reason = pid + " is gone, its lock is free";
        producer.state = ProducerWord::Dead;
    } else if (producer.presence == ringlib::Presence::Unknown
        && producer.process.state == kProcessGone) {
        reading.state = RingWord::Orphan;
        reading.reason = pid + " is not running; the lock file cannot be read";
        producer.state = ProducerWord::Dead;
    } else if (is_stopped(producer.process)) {
        reading.state = idle ? RingWord::Idle : RingWord::Live;
        reading.reason = idle ? "the producer is stopped by a signal" : "";
        producer.state = ProducerWord::Stopped;
    } else if (producer.held_since) {
        reading.state = RingWord::Live;
        producer.state = ProducerWord::Held;
    } else if (idle) {
        reading.state = RingWord::Idle;
        reading.reason = "nothing published for " + in_words(producer.since_publish);
        producer.state = ProducerWord::Idle;
    } else {
        reading.state = RingWord::Live;
        producer.state = ProducerWord::Running;
    }
}

bool is_nameless(const RingReading& reading)
{
    return reading.attached && !reading.named && reading.state != RingWord::Closed
        && reading.state != RingWord::Failed;
}

void judge_severity(RingReading& reading)
{
    auto worst = reading.state == RingWord::Failed                  ? Severity::Err
        : is_nameless(reading) || reading.state == RingWord::Orphan ? Severity::Warn
                                                                    : Severity::Ok;
    reading.time_to_full.reset();
    for (const auto& consumer : reading.consumers) {
        const bool at_the_gate = consumer.id == reading.gating && !reading.gating.empty();
        if (consumer.required || at_the_gate) {
            worst = std::max(worst, consumer.severity);
        }
        if (at_the_gate) {
            reading.time_to_full = consumer.time_to_full;
        }
    }
    if (reading.producer.state == ProducerWord::Held) {
        worst = Severity::Err;
        reading.time_to_full = Duration(0);
    }
    reading.severity = worst;
}

}  // namespace monitor
