// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_watch.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <utility>

namespace monitor {
namespace {

bool is_due(std::optional<TimePoint>& next, TimePoint now, Duration interval)
{
    if (next && now < *next) {
        return false;
    }
    next = now + interval;
    return true;
}

}  // namespace

RingWatch::RingWatch(std::string ring, RingWatchOptions options, WatchListener* listener)
    : m_options(options)
    , m_listener(listener)
    , m_ring(ring)
    , m_model(std::move(ring), options.model)
{
}

bool RingWatch::tick()
{
    const TimePoint now = Clock::now();
    if (!m_observer && !attach(now)) {
        return false;
    }
    if (auto read = m_observer->snapshot(m_snapshot); !read) {
        lose(std::move(read.error()), now);
        return false;
    }
    if (is_due(m_next_name_check, now, m_options.attach_interval) && is_abandoned()) {
        const auto last = from_monotonic_ns(m_snapshot.taken_ns);
        advance(last);
        m_model.evaluate(last);
        ringlib::Error why;
        why.code = ringlib::Errc::NotFound;
        why.detail = "it was removed";
        why.ring = m_ring;
        lose(std::move(why), now);
        return false;
    }
    if (is_due(m_next_facts, now, m_options.facts_interval)) {
        ask_for_processes();
    }
    advance(from_monotonic_ns(m_snapshot.taken_ns));
    m_error.reset();
    return true;
}

void RingWatch::advance(TimePoint time)
{
    if (m_listener != nullptr) {
        m_listener->sampled(m_snapshot, m_facts, time);
    }
    m_model.advance(m_snapshot, m_facts, time);
}

void RingWatch::read_details(RingDetails& out)
{
    if (!m_observer) {
        return;
    }
    out.schema = m_observer->schema();
    if (!m_observer->latencies(out.latencies)) {
        out.latencies.clear();  // cut short, or replaced: the next tick says so
    }
    out.happenings = m_observer->happenings().value_or(std::vector<ringlib::HappeningRecord>{});
}

bool RingWatch::attach(TimePoint now)
{
    if (!is_due(m_next_attach, now, m_options.attach_interval)) {
        return false;
    }
    auto observer = ringlib::RingObserver::attach(m_ring, m_options.allowed_owner);
    if (!observer) {
        tell_lost(observer.error(), now);
        m_error = std::move(observer.error());
        return false;
    }
    m_observer = std::move(*observer);
    if (m_listener != nullptr) {
        m_listener->attached(m_observer->info());
    }
    m_model.attached(m_observer->info());
    m_next_facts.reset();
    m_next_name_check.reset();
    return true;
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
    m_observer.reset();
    m_next_attach = now + m_options.attach_interval;  // long enough for the word to be seen
}

/// Its name is gone and nobody is left who could still use it.
bool RingWatch::is_abandoned() const
{
    struct stat status { };
    if (::stat(m_observer->info().path.c_str(), &status) == 0 || errno != ENOENT) {
        return false;
    }
    return m_snapshot.producer.presence != ringlib::Presence::Alive
        && std::none_of(m_snapshot.consumers.begin(), m_snapshot.consumers.end(),
            [](const auto& consumer) { return consumer.presence == ringlib::Presence::Alive; });
}

void RingWatch::ask_for_processes()
{
    m_processes.clear();
    m_processes.push_back({m_snapshot.producer.pid, m_snapshot.producer.start_time});
    for (const auto& consumer : m_snapshot.consumers) {
        m_processes.push_back({consumer.pid, consumer.start_time});
    }
    m_facts.refresh(m_processes);
}

}  // namespace monitor
