// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/live_events.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace rig {
namespace {

using Kind = LiveEvent::Kind;

constexpr std::size_t kFullMax = 64;

std::string in_seconds(scenario::Time time)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f s", std::chrono::duration<double>(time).count());
    return text.data();
}

std::string who(const scenario::WorkerObservation& worker)
{
    return worker.name + " pid " + std::to_string(worker.pid);
}

}  // namespace

void LiveEvents::add(LiveEvent event)
{
    event.number = ++m_number;
    m_events.push_back(std::move(event));
    if (m_events.size() > kEventsMax) {
        m_events.pop_front();
    }
}

void LiveEvents::look(const Rig& rig, const scenario::Observations& seen)
{
    note_full(seen.ring);
    for (; m_changes < rig.changes().size(); ++m_changes) {
        const LiveChange& change = rig.changes()[m_changes];
        add({.kind = Kind::Changed, .at = change.at, .worker = change.worker, .text = change.what});
    }
    for (std::size_t i = 0; i < seen.workers.size(); ++i) {
        const scenario::WorkerObservation& worker = seen.workers[i];
        if (i == m_told.size()) {
            m_told.emplace_back();
            add({.kind = Kind::Started,
                .at = worker.started_at,
                .worker = worker.name,
                .text = who(worker) + " started"});
        }
        look_at(worker, m_told[i]);
    }
}

void LiveEvents::look_at(const scenario::WorkerObservation& worker, Told& told)
{
    for (; told.alerts < worker.alerts.size(); ++told.alerts) {
        const scenario::AlertObservation& alert = worker.alerts[told.alerts];
        LiveEvent event{.kind = Kind::Alert,
            .at = alert.at,
            .worker = alert.consumer,
            .text = "alert about " + alert.consumer,
            .full_since = full_since(alert.at)};
        if (event.full_since) {
            event.text
                += ' ' + in_seconds(alert.at - *event.full_since) + " after the ring was full";
        }
        add(std::move(event));
    }
    if (worker.exited_at && !told.ended) {
        told.ended = true;
        const ExitStatus exit{.code = worker.exit_code, .signal = worker.exit_signal};
        add({.kind = Kind::Ended,
            .at = *worker.exited_at,
            .worker = worker.name,
            .text = who(worker) + ' ' + exit.text()});
    }
}

void LiveEvents::note_full(const scenario::RingObservation& ring)
{
    if (ring.blocked_since && (m_full.empty() || m_full.back() != *ring.blocked_since)) {
        m_full.push_back(*ring.blocked_since);
        if (m_full.size() > kFullMax) {
            m_full.pop_front();
        }
    }
}

std::optional<scenario::Time> LiveEvents::full_since(scenario::Time at) const
{
    const auto found = std::find_if(
        m_full.rbegin(), m_full.rend(), [at](scenario::Time full) { return full <= at; });
    return found != m_full.rend() ? std::optional(*found) : std::nullopt;
}

}  // namespace rig
