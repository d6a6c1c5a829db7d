// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/diagnosis.h"

#include "monitor/process_facts.h"
#include "monitor/ring_judgement.h"
#include "monitor/ring_reading.h"
#include "monitor/ring_sample.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <array>
#include <optional>

namespace monitor {
namespace {

constexpr Duration kResting = std::chrono::milliseconds(500);  // worth saying from then on

std::string consumer_name(const ConsumerReading& consumer)
{
    return ringlib::printable(consumer.id);
}
std::string ring_name(const RingReading& reading)
{
    return ringlib::printable(reading.ring);
}

std::string count_of(std::size_t count, const char* what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string pid_of(const ProcessReading& process)
{
    return process.pid > 0 ? "pid " + std::to_string(process.pid) : "its process";
}

std::string rest_of(const ConsumerReading& consumer)
{
    return "no progress for " + in_words(consumer.since_progress, consumer.progress_unseen);
}

/// Of one that was stopped before anybody looked, the ring may know more.
std::string stopped_for(const ConsumerReading& consumer, TimePoint now)
{
    if (consumer.state != ConsumerState::Stopped) {
        return "";
    }
    const Duration stopped = now - consumer.evidence_since;
    return consumer.evidence_unseen && consumer.since_progress > stopped + kResting
        ? ", " + rest_of(consumer)
        : " for " + in_words(stopped, consumer.evidence_unseen);
}

/// What its process does, as far as that explains anything:
/// "pid 4121, stopped by a signal for 3.6 s".
std::string process_of(const ConsumerReading& consumer, TimePoint now)
{
    const std::string pid = pid_of(consumer.process);
    if (consumer.presence == ringlib::Presence::Dead) {
        return pid + " is gone, its lock is free";
    }
    if (is_stopped(consumer.process)) {
        return pid + ", stopped by a signal" + stopped_for(consumer, now);
    }
    if (consumer.process.state == 'Z') {
        return pid + " is a zombie";
    }
    if (consumer.since_progress >= kResting) {
        return pid + ", " + rest_of(consumer);
    }
    return pid + " consumes " + per_second(consumer.events_per_s);
}

std::string used_of(const RingReading& reading)
{
    return reading.used >= reading.capacity
        ? "All " + std::to_string(reading.capacity) + " slots used"
        : std::to_string(reading.used) + " of " + std::to_string(reading.capacity) + " slots used";
}

const ConsumerReading* find(const RingReading& reading, const std::string& id)
{
    const auto found = std::find_if(reading.consumers.begin(), reading.consumers.end(),
        [&](const ConsumerReading& consumer) { return consumer.id == id; });
    return found == reading.consumers.end() ? nullptr : &*found;
}

const ConsumerReading* slowest(const RingReading& reading)
{
    return reading.gating.empty() ? nullptr : find(reading, reading.gating);
}

const ConsumerReading* in_state(const RingReading& reading, ConsumerState state)
{
    const ConsumerReading* found = nullptr;
    for (const auto& consumer : reading.consumers) {
        if (consumer.state == state
            && (found == nullptr || consumer.lag_events > found->lag_events)) {
            found = &consumer;
        }
    }
    return found;
}

std::uint64_t published_count(const RingReading& reading)
{
    return reading.producer.sequence < 0
        ? 0
        : static_cast<std::uint64_t>(reading.producer.sequence) + 1;
}

std::string left_to_consume(const RingReading& reading)
{
    const auto* last = slowest(reading);
    if (last == nullptr || last->lag_events == 0) {
        return "";
    }
    return "; " + consumer_name(*last) + " still has " + events(last->lag_events) + " to consume";
}

std::string without_producer(const RingReading& reading)
{
    const auto& producer = reading.producer;
    return producer.dead_since ? "without a producer for "
            + in_words(reading.sampled_at - *producer.dead_since, producer.death_unseen) + "; "
                               : "";
}

std::optional<Diagnosis> unreadable(const RingReading& reading)
{
    const std::string name = ring_name(reading);
    switch (reading.state) {
    case RingWord::Waiting:
        return Diagnosis{Severity::Info, "Waiting for " + name, reading.reason};
    case RingWord::Replaced:
        return Diagnosis{Severity::Warn, name + " was replaced", reading.reason};
    case RingWord::Truncated:
        return Diagnosis{Severity::Err, name + " is cut short", reading.reason};
    case RingWord::Incompatible:
    case RingWord::Forbidden:
        return Diagnosis{Severity::Err, name + " cannot be read", reading.reason};
    default:
        return std::nullopt;
    }
}

std::optional<Diagnosis> ended(const RingReading& reading)
{
    const std::string name = ring_name(reading);
    if (reading.state == RingWord::Closed) {
        return Diagnosis{Severity::Info, name + " is closed",
            "The producer ended the stream after " + events(published_count(reading))
                + left_to_consume(reading) + "."};
    }
    if (reading.state == RingWord::Failed) {
        return Diagnosis{
            Severity::Err, name + " failed", reading.reason + left_to_consume(reading) + "."};
    }
    if (reading.state == RingWord::Orphan) {
        const auto waiting = static_cast<std::size_t>(
            std::count_if(reading.consumers.begin(), reading.consumers.end(),
                [](const auto& c) { return c.presence == ringlib::Presence::Alive; }));
        return Diagnosis{Severity::Warn, name + " has no producer",
            reading.reason + "; " + without_producer(reading)
                + (waiting == 0 ? "no consumer is there either"
                                : count_of(waiting, "consumer")
                            + (waiting == 1 ? " waits" : " wait") + " for a successor"
                            + (reading.named ? "" : ", and none can come: the name was removed"))
                + left_to_consume(reading) + "."};
    }
    return std::nullopt;
}

std::optional<Diagnosis> held(const RingReading& reading)
{
    const auto& producer = reading.producer;
    if (producer.state != ProducerWord::Held || !producer.held_since) {
        return std::nullopt;
    }
    const std::string held_for = " for " + in_words(reading.sampled_at - *producer.held_since);
    std::string due;
    if (reading.liveness && reading.liveness->fires_in) {
        due = "; liveness fires in " + in_words(*reading.liveness->fires_in);
    }
    const auto* culprit = slowest(reading);
    if (culprit == nullptr || culprit->state == ConsumerState::Absent) {
        const std::string who = reading.gating.empty()
            ? "its consumers"
            : "consumer " + ringlib::printable(reading.gating);
        return Diagnosis{Severity::Warn, ring_name(reading) + " waits for " + who,
            "The producer may not publish before it has come; held" + held_for + due + "."};
    }
    return Diagnosis{Severity::Err,
        consumer_name(*culprit) + " holds the producer of " + ring_name(reading),
        process_of(*culprit, reading.sampled_at) + ". " + used_of(reading) + held_for + due + "."};
}

std::optional<Diagnosis> nameless(const RingReading& reading)
{
    if (!is_nameless(reading)) {
        return std::nullopt;
    }
    const auto& producer = reading.producer;
    return Diagnosis{Severity::Warn, ring_name(reading) + " has lost its name",
        "It was removed; " + pid_of(producer.process) + " (producer) still "
            + (producer.state == ProducerWord::Running ? "publishes" : "has the ring")
            + ", and nobody new can attach. End it, or restart it to have a ring of that name."};
}

/// One consumer is the news, though the producer still gets on.
std::optional<Diagnosis> one_consumer(const RingReading& reading)
{
    const auto say = [&](const ConsumerReading& who, const std::string& what) {
        return Diagnosis{who.severity, consumer_name(who) + what,
            process_of(who, reading.sampled_at) + ". " + used_of(reading)
                + (who.time_to_full && reading.free > 0 ? ", full in " + in_words(*who.time_to_full)
                                                        : "")
                + "."};
    };
    const auto because = [&](const ConsumerReading& who, const std::string& what) {
        return Diagnosis{who.severity, consumer_name(who) + what,
            pid_of(who.process) + ", " + who.because + "."};
    };
    for (const auto state : {ConsumerState::Dead, ConsumerState::Stopped, ConsumerState::Stalled}) {
        if (const auto* who = in_state(reading, state);
            who != nullptr && who->severity >= Severity::Warn) {
            // The state holds on for some tenths of a second when its process runs again.
            const bool runs_again = state == ConsumerState::Stopped && !is_stopped(who->process);
            return say(*who,
                state == ConsumerState::Dead ? " is gone"
                    : runs_again             ? " moves again"
                                             : " stands still");
        }
    }
    if (const auto* who = in_state(reading, ConsumerState::Rewound)) {
        return because(*who, " went back");
    }
    if (const auto* who = in_state(reading, ConsumerState::Absent);
        who != nullptr && who->severity >= Severity::Warn) {
        return Diagnosis{
            who->severity, consumer_name(*who) + " never started", "It is " + who->because + "."};
    }
    struct Phrase {
        ConsumerState state;
        std::string what;
    };
    const std::array phrases{
        Phrase{ConsumerState::Gating, " slows the producer of " + ring_name(reading)},
        Phrase{ConsumerState::FallingBehind, " falls behind"},
        Phrase{ConsumerState::High, " is far behind"},
        Phrase{ConsumerState::SlowLeak, " falls behind slowly"},
        Phrase{ConsumerState::CatchingUp, " catches up"}};
    for (const auto& [state, what] : phrases) {
        if (const auto* who = in_state(reading, state)) {
            return because(*who, what);
        }
    }
    return std::nullopt;
}

/// Of a ring that moves one instant says little: who was furthest behind in the last second.
std::string recently_behind(const RingReading& reading)
{
    const ConsumerReading* last = nullptr;
    for (const ConsumerReading& consumer : reading.consumers) {
        if (gates(consumer.slot_state)
            && (last == nullptr || consumer.lag_events_recent > last->lag_events_recent)) {
            last = &consumer;
        }
    }
    if (last == nullptr || last->lag_events_recent == 0 || reading.capacity == 0) {
        return "caught up";
    }
    const double share = 100 * static_cast<double>(last->lag_events_recent)
        / static_cast<double>(reading.capacity);
    return "the slowest, " + consumer_name(*last) + ", was up to " + events(last->lag_events_recent)
        + " behind (" + percent(share) + ") in the last second";
}

std::string behind_now(const RingReading& reading)
{
    const auto* last = slowest(reading);
    return last == nullptr || last->lag_events == 0 ? "caught up"
                                                    : "the slowest, " + consumer_name(*last)
            + ", is " + events(last->lag_events) + " behind (" + percent(last->lag_percent) + ")";
}

Diagnosis quiet(const RingReading& reading)
{
    const std::string name = ring_name(reading);
    const auto count = static_cast<std::size_t>(std::count_if(
        reading.consumers.begin(), reading.consumers.end(), [](const ConsumerReading& consumer) {
            return gates(consumer.slot_state) && consumer.process.pid > 0;
        }));
    if (reading.producer.state == ProducerWord::Stopped) {
        return {Severity::Warn, "The producer of " + name + " stands still",
            pid_of(reading.producer.process) + ", stopped by a signal. " + used_of(reading) + "."};
    }
    if (reading.state == RingWord::Idle) {
        return {Severity::Info, name + " is idle",
            "Nothing published for " + in_words(reading.producer.since_publish) + "; "
                + (count == 0 ? "no consumers"
                              : count_of(count, "consumer") + ": " + behind_now(reading))
                + "."};
    }
    const std::string rate = per_second(reading.producer.events_per_s);
    if (count == 0) {
        const bool known = reading.producer.events_per_s > 0;  // not from one sample
        return {Severity::Info, name + " has no consumers",
            "The producer runs free" + (known ? " at " + rate : "") + "."};
    }
    const bool judged = std::any_of(reading.consumers.begin(), reading.consumers.end(),
        [](const ConsumerReading& c) { return c.state != ConsumerState::Unknown; });
    if (!judged) {
        return {Severity::Info, name + " is live",
            count_of(count, "consumer") + (count == 1 ? " is" : " are") + " attached; "
                + recently_behind(reading) + ". What they do is known in a moment."};
    }
    return {Severity::Ok, name + " is healthy",
        count_of(count, "consumer") + (count == 1 ? " keeps" : " keep") + " up with " + rate + "; "
            + recently_behind(reading) + "."};
}

}  // namespace

std::string Diagnosis::sentence() const
{
    return evidence.empty() ? lead : lead + ": " + evidence;
}

Diagnosis diagnose(const RingReading& reading)
{
    for (const auto variant : {unreadable, ended, held, nameless, one_consumer}) {
        if (auto said = variant(reading)) {
            said->evidence = ringlib::printable(said->evidence);
            return *said;
        }
    }
    return quiet(reading);
}

}  // namespace monitor
