// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/ring_view.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rig {
namespace {

using ringlib::Errc;

scenario::Time time_of(std::uint64_t ns)
{
    return scenario::Time(static_cast<std::int64_t>(ns));
}

std::string_view word_of(const std::optional<ringlib::StreamEnd>& end)
{
    if (!end) {
        return "LIVE";
    }
    switch (end->reason) {
    case ringlib::StreamEnd::RequiredConsumerFailed:
        return "FAILED";
    case ringlib::StreamEnd::ProducerDied:
        return "ORPHAN";
    default:
        return "CLOSED";
    }
}

std::string_view word_of(Errc code)
{
    switch (code) {
    case Errc::Truncated:
        return "TRUNCATED";
    case Errc::NotFound:
    case Errc::NotReady:
        return "WAITING";
    case Errc::PermissionDenied:
    case Errc::NotOwner:
        return "FORBIDDEN";
    default:
        return "INCOMPATIBLE";
    }
}

std::string_view to_text(ringlib::StreamEnd::Reason reason)
{
    switch (reason) {
    case ringlib::StreamEnd::Closed:
        return "Closed";
    case ringlib::StreamEnd::ProducerDied:
        return "ProducerDied";
    case ringlib::StreamEnd::RequiredConsumerFailed:
        return "RequiredConsumerFailed";
    case ringlib::StreamEnd::Evicted:
        return "Evicted";
    case ringlib::StreamEnd::Replaced:
        return "Replaced";
    case ringlib::StreamEnd::Truncated:
        return "Truncated";
    }
    return {};
}

std::string hexadecimal(const std::array<std::uint8_t, 16>& bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

bool gates(const ringlib::ConsumerSnapshot& consumer)
{
    return consumer.slot_state != ringlib::SlotState::Evicted;
}

}  // namespace

RingView::RingView(RingTarget ring)
    : m_ring(std::move(ring))
{
    m_seen.state = "WAITING";
}

void RingView::look()
{
    if (!m_observer) {
        attach();
    }
    if (m_observer) {
        read();
    }
    m_seen.attached = m_observer.has_value();
}

void RingView::attach()
{
    auto attached = ringlib::RingObserver::attach(m_ring.name_or_path());
    if (!attached) {
        note_loss(attached.error());
        return;
    }
    m_observer = std::move(*attached);
    m_seen.instance = hexadecimal(m_observer->info().instance);
}

void RingView::read()
{
    if (const auto taken = m_observer->snapshot(m_snapshot); !taken) {
        const ringlib::Error& error = taken.error();
        m_observer.reset();
        note_loss(error);
        if (error.code == Errc::Replaced) {
            attach();
            if (m_observer && !m_observer->snapshot(m_snapshot)) {
                m_observer.reset();
            }
        }
    }
    if (m_observer) {
        note_snapshot();
    }
    // Whoever looks at a ring that is over and has no name any more sees nothing new.
    const auto found = file();
    if (m_snapshot.stream_end && found && found->st_nlink == 0) {
        m_observer.reset();
    }
}

void RingView::note_loss(const ringlib::Error& error)
{
    // A ring that was there and ended keeps its last word.
    if (word_of(error.code) != "WAITING" || m_seen.stream_end.empty()) {
        m_seen.state = word_of(error.code);
        m_seen.reason = error.message();
    }
    m_seen.producer_alive = false;
    for (scenario::ConsumerObservation& consumer : m_seen.consumers) {
        consumer.alive = false;
    }
}

void RingView::note_snapshot()
{
    m_was_read = true;
    m_positions.note(m_snapshot);
    const ringlib::ProducerSnapshot& producer = m_snapshot.producer;
    m_seen.state = word_of(m_snapshot.stream_end);
    m_seen.reason.clear();
    m_seen.published = producer.sequence;
    m_seen.capacity = m_snapshot.capacity;
    m_seen.epoch = producer.epoch;
    m_seen.producer_alive = producer.presence == ringlib::Presence::Alive;
    m_seen.blocked_since = producer.blocked_since_ns == 0
        ? std::nullopt
        : std::optional(time_of(producer.blocked_since_ns));
    m_seen.gated_by = producer.gated_by.value_or("");
    m_seen.stream_end = m_snapshot.stream_end ? to_text(m_snapshot.stream_end->reason) : "";
    m_seen.used = 0;
    m_seen.consumers.clear();
    for (const ringlib::ConsumerSnapshot& consumer : m_snapshot.consumers) {
        const auto lag = static_cast<std::uint64_t>(producer.sequence - consumer.sequence);
        m_seen.consumers.push_back({.id = consumer.id,
            .state = {},
            .cursor = consumer.sequence,
            .lag_events = lag,
            .slot_generation = consumer.generation,
            .joined_at = time_of(consumer.joined_at_ns),
            .alive = consumer.presence == ringlib::Presence::Alive});
        if (gates(consumer)) {
            m_seen.used = std::max(m_seen.used, std::min(lag, m_snapshot.capacity));
        }
    }
}

const scenario::ConsumerObservation* RingView::find_consumer(std::string_view id) const
{
    const auto found = std::find_if(m_seen.consumers.begin(), m_seen.consumers.end(),
        [id](const scenario::ConsumerObservation& consumer) { return consumer.id == id; });
    return found != m_seen.consumers.end() ? &*found : nullptr;
}

std::optional<struct stat> RingView::file() const
{
    struct stat status { };
    return m_observer && ::fstat(m_observer->descriptor(), &status) == 0 ? std::optional(status)
                                                                         : std::nullopt;
}

std::optional<scenario::Time> RingView::alerted_at(std::string_view consumer) const
{
    const auto happenings
        = m_observer ? m_observer->happenings() : std::vector<ringlib::HappeningRecord>{};
    std::optional<scenario::Time> last;
    for (const ringlib::HappeningRecord& record :
        happenings.value_or(std::vector<ringlib::HappeningRecord>{})) {
        if (record.what == ringlib::RingHappening::Stalled && record.consumer_id == consumer) {
            last = time_of(record.time_ns);
        }
    }
    return last;
}

}  // namespace rig
