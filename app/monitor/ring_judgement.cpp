// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_judgement.h"

#include "monitor/process_facts.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <algorithm>

namespace monitor {
namespace {

RingWord word_of(ringlib::Errc code)
{
    switch (code) {
    case ringlib::Errc::NotFound:
    case ringlib::Errc::NotReady:
    case ringlib::Errc::Timeout:
        return RingWord::Waiting;
    case ringlib::Errc::PermissionDenied:
    case ringlib::Errc::NotOwner:
        return RingWord::Forbidden;
    case ringlib::Errc::Truncated:
        return RingWord::Truncated;
    case ringlib::Errc::Replaced:
        return RingWord::Replaced;
    default:
        return RingWord::Incompatible;
    }
}

/// What was said of a consumer does not outlast the ring that could show it; that it died does.
void judge_no_more(ConsumerReading& consumer, TimePoint now)
{
    consumer.events_per_s = 0;
    if (consumer.state == ConsumerState::Dead || consumer.state == ConsumerState::Unknown) {
        return;
    }
    consumer.state = ConsumerState::Unknown;
    consumer.severity = Severity::Grey;
    consumer.because = "its ring cannot be read";
    consumer.since = now;
    consumer.evidence_since = now;
    consumer.evidence_unseen = false;
    consumer.pending.reset();
}

}  // namespace

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

void judge_lost(RingReading& reading, const ringlib::Error& why, TimePoint now)
{
    reading.attached = false;
    reading.sampled_at = now;
    reading.producer.held_since.reset();
    const RingWord word = word_of(why.code);
    const bool ended = reading.state == RingWord::Closed || reading.state == RingWord::Failed;
    if (ended && (word == RingWord::Waiting || word == RingWord::Replaced)) {
        return;  // the last one out removed its name: that is how a ring ends
    }
    reading.state = word;
    reading.producer.events_per_s = 0;
    for (auto& consumer : reading.consumers) {
        judge_no_more(consumer, now);
    }
    reading.reason = why.message();
    if (why.code == ringlib::Errc::Timeout) {
        reading.reason = why.detail;
    } else if (why.code == ringlib::Errc::NotFound) {
        reading.reason = reading.instance.empty() ? "There is no ring of this name yet."
                                                  : "It was removed; another may come.";
    }
    reading.severity = word == RingWord::Waiting ? Severity::Grey : Severity::Err;
}

}  // namespace monitor
