// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_model.h"

#include "monitor/ring_judgement.h"

#include <algorithm>
#include <utility>

namespace monitor {
namespace {

constexpr Duration kEvaluateInterval = std::chrono::milliseconds(100);
// However short the window: a pause between two events of a slow producer is not idleness.
constexpr Duration kIdleMin = std::chrono::seconds(1);

Duration share_of(Duration whole, double share)
{
    return Duration(static_cast<Duration::rep>(static_cast<double>(whole.count()) * share));
}

std::string hex(const std::array<std::uint8_t, 16>& bytes)
{
    std::string text;
    for (const auto byte : bytes) {
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 0xfU];
    }
    return text;
}

/// One that died while it was blocked cannot say so any more: its word stays.
bool is_blocked(const ringlib::ProducerSnapshot& producer)
{
    return producer.blocked_since_ns != 0 && producer.presence != ringlib::Presence::Dead;
}

/// Whatever the segment says, it is not in the future.
std::optional<TimePoint> blocked_since(const ringlib::ProducerSnapshot& producer, TimePoint now)
{
    if (!is_blocked(producer)) {
        return std::nullopt;
    }
    const auto latest = static_cast<std::uint64_t>(to_ns(now));
    return from_monotonic_ns(std::min(producer.blocked_since_ns, latest));
}

}  // namespace

RingModel::RingModel(std::string ring, RingModelOptions options)
    : m_options(options)
    , m_published(options.rate_span)
{
    m_reading.ring = std::move(ring);
    m_reading.reason = "not looked for yet";
}

void RingModel::forget()
{
    m_times.clear();
    m_published.reset();
    m_tracks.clear();
    m_sampled.reset();
    m_evaluated.reset();
    m_epoch = 0;
    m_seen.clear();
}

void RingModel::attached(const ringlib::RingInfo& info)
{
    std::string instance = hex(info.instance);
    if (instance != m_reading.instance) {
        forget();
        const auto number = m_reading.instance_number + 1;
        std::string ring = std::move(m_reading.ring);
        m_reading = {};
        m_reading.ring = std::move(ring);
        m_reading.instance = std::move(instance);
        m_reading.instance_number = number;
    }
    m_orphan_since_attach = info.state == ringlib::RingState::Orphan ? info.reason : "";
    m_reading.named = info.state != ringlib::RingState::Live || info.reason.empty();
    m_reading.attached = true;
    m_reading.backend = info.backend;
    m_reading.label = info.label;
    m_reading.event_name = info.event_name;
    m_reading.capacity = info.capacity;
    m_reading.event_size = info.event_size;
}

const RingReading& RingModel::lost(const ringlib::Error& why, TimePoint now)
{
    m_evaluated.reset();
    judge_lost(m_reading, why, now);
    m_reading.diagnosis = diagnose(m_reading);
    return m_reading;
}

Duration RingModel::progress_timeout() const
{
    const bool configured
        = m_reading.liveness && m_reading.liveness->config.progress_timeout > Duration(0);
    return configured ? m_reading.liveness->config.progress_timeout
                      : m_options.limits.progress_timeout;
}

const RingReading& RingModel::advance(
    const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint now)
{
    m_reading.attached = true;
    m_reading.sampled_at = now;
    m_reading.width = Duration(static_cast<Duration::rep>(snapshot.width_ns));
    m_reading.capacity = snapshot.capacity;
    m_reading.event_size = snapshot.event_size;
    m_reading.liveness = snapshot.liveness;
    m_reading.counters = snapshot.counters;
    sample_positions(snapshot, m_sample);
    read_producer(snapshot, facts, now);
    read_level(snapshot);
    read_consumers(snapshot, facts, now);
    sample_evaluators(snapshot, now);
    judge_hold(snapshot, now);
    if (!m_evaluated || now - *m_evaluated >= kEvaluateInterval) {
        return evaluate(now);
    }
    add_absent(now);
    return m_reading;
}

void RingModel::read_producer(
    const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint now)
{
    const auto& from = snapshot.producer;
    auto& producer = m_reading.producer;
    const auto blocked = blocked_since(from, now);
    if (!m_sampled) {
        // It has published nothing since it was blocked: the one fact from before the first look.
        m_last_publish = blocked.value_or(now);
        m_times.add(m_last_publish, from.sequence);
    } else if (from.sequence != producer.sequence) {
        m_last_publish = now;
    }
    if (from.epoch != m_epoch) {
        m_epoch = from.epoch;
        m_epoch_seen = now;
        m_seen.clear();
    }
    m_times.add(now, from.sequence);
    producer.process = facts.of(from.pid, from.start_time);
    producer.process.pid = from.pid;
    producer.presence = from.presence;
    if (from.presence != ringlib::Presence::Dead) {
        producer.dead_since.reset();
    } else if (!producer.dead_since) {
        producer.dead_since = now;
        producer.death_unseen = !m_sampled;
    }
    producer.sequence = from.sequence;
    producer.epoch = from.epoch;
    producer.events_per_s = m_published.advance(now, from.sequence);
    const double blocked_s_before = std::exchange(producer.blocked_s_total,
        static_cast<double>(from.blocked_total_ns) / 1e9 + to_seconds(now - blocked.value_or(now)));
    m_blocked = m_sampled
        && producer.blocked_s_total - blocked_s_before > to_seconds(now - *m_sampled) / 2;
    m_sampled = now;
    producer.since_publish = now - m_last_publish;
    producer.stream_end = snapshot.stream_end;
}

void RingModel::read_level(const ringlib::RingSnapshot& snapshot)
{
    m_reading.used = m_sample.used;
    m_reading.free = m_sample.free;
    m_reading.used_max = std::max(
        {std::min(snapshot.used_max, snapshot.capacity), m_reading.used_max, m_sample.used});
    m_reading.gating.clear();
    if (is_blocked(snapshot.producer) && snapshot.producer.gated_by) {
        m_reading.gating = *snapshot.producer.gated_by;
    } else if (m_sample.slowest && m_sample.used > 0) {
        m_reading.gating = snapshot.consumers[*m_sample.slowest].id;
    }
}

/// One row and one track for each consumer of the snapshot, in its order.
void RingModel::follow_attachments(const ringlib::RingSnapshot& snapshot)
{
    const auto same = [](const Track& track, const ringlib::ConsumerSnapshot& consumer) {
        return track.id == consumer.id && track.generation == consumer.generation;
    };
    m_reading.consumers.resize(snapshot.consumers.size());  // rows of absent ones stand behind them
    if (std::equal(m_tracks.begin(), m_tracks.end(), snapshot.consumers.begin(),
            snapshot.consumers.end(), same)) {
        return;
    }
    std::vector<Track> tracks;
    tracks.reserve(snapshot.consumers.size());
    for (const auto& consumer : snapshot.consumers) {
        const auto known = std::find_if(m_tracks.begin(), m_tracks.end(),
            [&](const Track& track) { return same(track, consumer); });
        if (known != m_tracks.end()) {
            tracks.push_back(std::move(*known));
            m_tracks.erase(known);  // a damaged ring may have another one just like it
        } else {
            tracks.push_back({consumer.id, consumer.generation, RateMeter(m_options.rate_span),
                Evaluator(m_options.limits)});
        }
        m_reading.consumers[tracks.size() - 1] = {};
        m_reading.consumers[tracks.size() - 1].id = consumer.id;
    }
    m_tracks = std::move(tracks);
    m_evaluated.reset();  // every row gets its state from its own evaluator again
}

void RingModel::read_consumers(
    const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint now)
{
    follow_attachments(snapshot);
    for (std::size_t i = 0; i < snapshot.consumers.size(); ++i) {
        const auto& from = snapshot.consumers[i];
        auto& consumer = m_reading.consumers[i];
        consumer.process = facts.of(from.pid, from.start_time);
        consumer.process.pid = from.pid;
        consumer.presence = from.presence;
        consumer.slot_state = from.slot_state;
        consumer.required = from.required;
        consumer.sequence = from.sequence;
        consumer.lag_events = m_sample.consumers[i].lag_events;
        consumer.lag_percent = m_sample.consumers[i].lag_percent;
        consumer.lag_time
            = consumer.lag_events == 0 ? TimeLag{} : m_times.lookup(from.sequence, now);
        consumer.events_per_s = m_tracks[i].meter.advance(now, from.sequence);
        if (from.required && std::find(m_seen.begin(), m_seen.end(), from.id) == m_seen.end()) {
            m_seen.push_back(from.id);
        }
    }
}

void RingModel::sample_evaluators(const ringlib::RingSnapshot& snapshot, TimePoint now)
{
    for (std::size_t i = 0; i < snapshot.consumers.size(); ++i) {
        const auto& from = snapshot.consumers[i];
        auto& consumer = m_reading.consumers[i];
        ConsumerInput input;
        input.time = now;
        input.capacity = snapshot.capacity;
        input.free = m_sample.free;
        input.epoch = snapshot.producer.epoch;
        input.published = snapshot.producer.sequence;
        input.consumed = from.sequence;
        input.lag = consumer.lag_events;
        input.slowest = gates(from.slot_state) && consumer.lag_events == m_sample.used;
        input.producer_blocked = m_blocked;
        input.required = from.required;
        input.generation = from.generation;
        input.presence = from.presence;
        input.slot_state = from.slot_state;
        input.process_state = consumer.process.state;
        if (consumer.lag_events == snapshot.capacity && gates(from.slot_state)) {
            input.stands_since = blocked_since(snapshot.producer, now);
        }
        auto& evaluator = m_tracks[i].evaluator;
        evaluator.sample(input);
        consumer.since_progress = evaluator.stall_clock().since_progress(now);
        consumer.progress_unseen = evaluator.stall_clock().progress_unseen();
        consumer.gating_share = evaluator.gating_share();
    }
}

void RingModel::judge_hold(const ringlib::RingSnapshot& snapshot, TimePoint now)
{
    auto& producer = m_reading.producer;
    const auto& from = snapshot.producer;
    producer.held_since.reset();
    if (snapshot.stream_end || from.presence == ringlib::Presence::Dead) {
        return;
    }
    // The producer says itself since when it is blocked. One that only tries, and does other things
    // while the ring is full, does not; from outside it looks the same as one that is idle at a
    // full ring.
    TimePoint since = now;
    if (const auto blocked = blocked_since(from, now)) {
        since = *blocked;
    } else if (m_sample.slowest && snapshot.capacity > 0 && m_sample.used == snapshot.capacity) {
        since = m_last_publish;
    }
    if (now - since >= kHeldMin) {
        producer.held_since = since;
    }
}

/// Rows for required consumers that were never there.
void RingModel::add_absent(TimePoint now)
{
    if (!m_reading.liveness) {
        return;
    }
    for (const auto& id : m_reading.liveness->config.required_consumer_ids) {
        if (std::find(m_seen.begin(), m_seen.end(), id) != m_seen.end()) {
            continue;
        }
        const auto verdict
            = absent_verdict(m_epoch_seen, now, m_reading.liveness->config.startup_wait_timeout);
        ConsumerReading consumer;
        consumer.id = id;
        consumer.required = true;
        consumer.state = verdict.state;
        consumer.severity = verdict.severity;
        consumer.because = verdict.because;
        consumer.since = verdict.since;
        consumer.evidence_since = verdict.evidence_since;
        m_reading.consumers.push_back(std::move(consumer));
    }
}

const RingReading& RingModel::evaluate(TimePoint now)
{
    m_evaluated = now;
    m_reading.consumers.resize(m_tracks.size());
    for (std::size_t i = 0; i < m_tracks.size(); ++i) {
        auto& consumer = m_reading.consumers[i];
        const auto& verdict
            = m_tracks[i].evaluator.evaluate(now, {progress_timeout(), m_reading.gating});
        consumer.state = verdict.state;
        consumer.severity = verdict.severity;
        consumer.because = verdict.because;
        consumer.since = verdict.since;
        consumer.evidence_since = verdict.evidence_since;
        consumer.evidence_unseen = verdict.evidence_unseen;
        consumer.pending = verdict.pending;
        consumer.pending_since = verdict.pending_since;
        consumer.time_to_full = verdict.time_to_full;
        consumer.lag_events_recent = m_tracks[i].evaluator.highest_lag();
    }
    add_absent(now);
    const auto& limits = m_options.limits;
    judge_ring(m_reading, std::max(share_of(limits.window, limits.window_share_min), kIdleMin));
    if (m_reading.producer.presence == ringlib::Presence::Unknown
        && !m_orphan_since_attach.empty()) {
        m_reading.state = RingWord::Orphan;
        m_reading.reason = m_orphan_since_attach;
    }
    judge_severity(m_reading);
    m_reading.diagnosis = diagnose(m_reading);
    return m_reading;
}

}  // namespace monitor
