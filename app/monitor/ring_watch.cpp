// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_watch.h"

#include "monitor/wording.h"

#include <utility>

namespace monitor {
namespace {

constexpr Duration kSilent = std::chrono::seconds(1);  // a file that takes longer does not answer

bool is_due(std::optional<TimePoint>& next, TimePoint now, Duration interval)
{
    if (next && now < *next) {
        return false;
    }
    next = now + interval;
    return true;
}

/// Shared memory never hangs. What lies behind a path only the system knows, and asking it may
/// hang.
bool may_hang(const std::string& ring)
{
    return ring.find('/', 1) != std::string::npos;
}

}  // namespace

RingWatch::RingWatch(std::string ring, RingWatchOptions options, WatchListener* listener)
    : m_options(std::move(options))
    , m_listener(listener)
    , m_ring(ring)
    , m_reader(m_options.open(ring, m_options.allowed_owner), may_hang(ring))
    , m_model(std::move(ring), m_options.model)
{
}

bool RingWatch::tick(TimePoint deadline)
{
    const TimePoint now = Clock::now();
    if (!m_reader.under_way() && !ask(now)) {
        return false;
    }
    const auto question = m_reader.under_way();
    RingReader::Answer* answer = m_reader.answer_by(deadline);
    if (answer == nullptr) {
        tell_silent(now);
        return false;
    }
    return question != RingReader::Question::Details
        && take(answer->found, question == RingReader::Question::Whole, now);
}

/// @returns false while there is nothing to ask: an absent ring is not looked for at every tick.
bool RingWatch::ask(TimePoint now)
{
    if (!m_attached && !is_due(m_next_attach, now, m_options.attach_interval)) {
        return false;
    }
    const bool whole = is_due(m_next_whole, now, m_options.facts_interval);
    m_reader.ask(whole ? RingReader::Question::Whole : RingReader::Question::WhatMoves);
    return true;
}

bool RingWatch::take(RingFound& found, bool whole, TimePoint now)
{
    if (found.attached) {
        m_attached = true;
        if (m_listener != nullptr) {
            m_listener->attached(*found.attached);
        }
        m_model.attached(*found.attached);
    }
    if (found.error) {
        lose(std::move(*found.error), now);
        return false;
    }
    const auto time = from_monotonic_ns(found.snapshot.taken_ns);
    if (found.abandoned) {
        advance(found.snapshot, time);
        m_model.evaluate(time);
        ringlib::Error why;
        why.code = ringlib::Errc::NotFound;
        why.detail = "it was removed";
        why.ring = m_ring;
        lose(std::move(why), time);  // never before its last sample
        return false;
    }
    if (whole || found.attached) {
        ask_for_processes(found.snapshot);
    }
    advance(found.snapshot, time);
    m_error.reset();
    return true;
}

/// The numbers stay, and whoever reads them is told how old they are.
void RingWatch::tell_silent(TimePoint now)
{
    const Duration silence = now - m_reader.asked_at();
    if (silence < kSilent) {
        return;
    }
    ringlib::Error why;
    why.code = ringlib::Errc::Timeout;
    why.detail = "its file does not answer since "
        + in_words(std::chrono::floor<std::chrono::seconds>(silence));
    why.ring = m_ring;
    tell_lost(why, now);
    m_error = std::move(why);
}

void RingWatch::advance(const ringlib::RingSnapshot& snapshot, TimePoint time)
{
    if (m_listener != nullptr) {
        m_listener->sampled(snapshot, m_facts, time);
    }
    m_model.advance(snapshot, m_facts, time);
}

bool RingWatch::read_details(RingDetails& out)
{
    if (m_reader.under_way()) {
        return false;
    }
    m_reader.ask(RingReader::Question::Details);
    RingReader::Answer* answer = m_reader.answer_by(Clock::now() + kPatience);
    if (answer == nullptr || !answer->has_details) {
        return false;
    }
    std::swap(out, answer->details);
    return true;
}

void RingWatch::set_facts_interval(Duration interval)
{
    if (m_options.facts_interval != interval) {
        m_options.facts_interval = interval;
        m_next_whole.reset();  // once at once
    }
}

void RingWatch::tell_lost(const ringlib::Error& why, TimePoint now)
{
    if (m_listener != nullptr) {
        m_listener->lost(why, now);
    }
    m_model.lost(why, now);
}

void RingWatch::lose(ringlib::Error why, TimePoint now)
{
    tell_lost(why, now);
    m_error = std::move(why);
    m_attached = false;
    m_next_whole.reset();
    m_next_attach = now + m_options.attach_interval;  // long enough for the word to be seen
}

void RingWatch::ask_for_processes(const ringlib::RingSnapshot& snapshot)
{
    m_processes.clear();
    m_processes.push_back({snapshot.producer.pid, snapshot.producer.start_time});
    for (const auto& consumer : snapshot.consumers) {
        m_processes.push_back({consumer.pid, consumer.start_time});
    }
    m_facts.refresh(m_processes);
}

}  // namespace monitor
