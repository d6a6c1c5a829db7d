// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/sample_codec.h"

#include "monitor/recording/sample_parts.h"

#include <algorithm>

namespace monitor::recording {
namespace {

using ringlib::ConsumerSnapshot;
using ringlib::CounterValue;
using ringlib::LivenessSnapshot;
using ringlib::ProducerSnapshot;
using ringlib::RingSnapshot;
using std::chrono::nanoseconds;

/// What follows in a sample; each bit is one part. The rare ones have the high bits.
constexpr std::uint64_t kBlocked = 1U << 0U;
constexpr std::uint64_t kUsedMax = 1U << 1U;
constexpr std::uint64_t kFiresIn = 1U << 2U;
constexpr std::uint64_t kCounters = 1U << 3U;
constexpr std::uint64_t kProducer = 1U << 4U;
constexpr std::uint64_t kConsumers = 1U << 5U;
constexpr std::uint64_t kEnd = 1U << 6U;
constexpr std::uint64_t kLiveness = 1U << 7U;
constexpr std::uint64_t kCounterNames = 1U << 8U;
constexpr std::uint64_t kPartsAll = (1U << 9U) - 1;

// Wraps around, as a damaged ring's numbers may.
std::int64_t minus(std::uint64_t to, std::uint64_t from)
{
    return static_cast<std::int64_t>(to - from);
}
std::int64_t minus(ringlib::Sequence to, ringlib::Sequence from)
{
    return minus(static_cast<std::uint64_t>(to), static_cast<std::uint64_t>(from));
}
std::uint64_t plus(std::uint64_t from, std::int64_t difference)
{
    return from + static_cast<std::uint64_t>(difference);
}
ringlib::Sequence plus(ringlib::Sequence from, std::int64_t difference)
{
    return static_cast<ringlib::Sequence>(plus(static_cast<std::uint64_t>(from), difference));
}

bool same_producer(const ProducerSnapshot& a, const ProducerSnapshot& b)
{
    return a.pid == b.pid && a.start_time == b.start_time && a.presence == b.presence
        && a.epoch == b.epoch && a.gated_by == b.gated_by;
}

bool same_consumer(const ConsumerSnapshot& a, const ConsumerSnapshot& b)
{
    return a.id == b.id && a.pid == b.pid && a.start_time == b.start_time
        && a.slot_state == b.slot_state && a.presence == b.presence && a.required == b.required
        && a.generation == b.generation && a.joined_at_ns == b.joined_at_ns;
}

bool same_alert(const std::optional<ringlib::RequiredConsumerAlert>& a,
    const std::optional<ringlib::RequiredConsumerAlert>& b)
{
    if (!a || !b) {
        return a.has_value() == b.has_value();
    }
    return a->consumer_id == b->consumer_id && a->last_sequence == b->last_sequence
        && a->stalled_for == b->stalled_for && a->died == b->died;
}

// But for `fires_in`, which runs.
bool same_liveness(
    const std::optional<LivenessSnapshot>& a, const std::optional<LivenessSnapshot>& b)
{
    if (!a || !b) {
        return a.has_value() == b.has_value();
    }
    const auto& x = a->config;
    const auto& y = b->config;
    return x.required_consumer_ids == y.required_consumer_ids
        && x.startup_wait_timeout == y.startup_wait_timeout
        && x.progress_timeout == y.progress_timeout
        && x.progress_check_interval == y.progress_check_interval
        && x.shutdown_grace_period == y.shutdown_grace_period
        && x.failure_action == y.failure_action && same_alert(a->last_alert, b->last_alert);
}

std::optional<nanoseconds> fires_in(const RingSnapshot& snapshot)
{
    return snapshot.liveness ? snapshot.liveness->fires_in : std::nullopt;
}

bool same_end(
    const std::optional<ringlib::StreamEnd>& a, const std::optional<ringlib::StreamEnd>& b)
{
    return a && b ? a->reason == b->reason && a->detail == b->detail
                  : a.has_value() == b.has_value();
}

bool same_counter_names(const std::vector<CounterValue>& a, const std::vector<CounterValue>& b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const CounterValue& x, const CounterValue& y) {
            return x.id == y.id && x.label == y.label && x.name_begins == y.name_begins;
        });
}

std::uint64_t part(bool differs, std::uint64_t bit)
{
    return differs ? std::uint64_t{bit} : 0;
}

/// But for the counters.
std::uint64_t parts_of(const RingSnapshot& now, const RingSnapshot& last)
{
    const bool liveness_differs = !same_liveness(now.liveness, last.liveness);
    const bool same_consumers = std::equal(now.consumers.begin(), now.consumers.end(),
        last.consumers.begin(), last.consumers.end(), same_consumer);
    return part(now.producer.blocked_since_ns != last.producer.blocked_since_ns
                   || now.producer.blocked_total_ns != last.producer.blocked_total_ns,
               kBlocked)
        | part(now.used_max != last.used_max, kUsedMax)
        | part(liveness_differs || fires_in(now) != fires_in(last), kFiresIn)
        | part(!same_producer(now.producer, last.producer), kProducer)
        | part(!same_consumers, kConsumers) | part(!same_end(now.stream_end, last.stream_end), kEnd)
        | part(liveness_differs, kLiveness);
}

}  // namespace

void SampleEncoder::encode(const RingSnapshot& snapshot, bool with_counters, ByteWriter& out)
{
    std::uint64_t parts = parts_of(snapshot, m_last);
    if (with_counters) {
        parts |= kCounters;
        parts |= part(!same_counter_names(snapshot.counters, m_counters), kCounterNames);
    }
    out.number(parts);
    out.difference(minus(snapshot.taken_ns, m_last.taken_ns));
    out.number(snapshot.width_ns);
    const std::int64_t published = minus(snapshot.producer.sequence, m_last.producer.sequence);
    out.difference(published);
    if ((parts & kBlocked) != 0) {
        out.difference(minus(snapshot.producer.blocked_since_ns, m_last.producer.blocked_since_ns));
        out.difference(minus(snapshot.producer.blocked_total_ns, m_last.producer.blocked_total_ns));
    }
    if ((parts & kUsedMax) != 0) {
        out.number(snapshot.used_max);
    }
    if ((parts & kProducer) != 0) {
        write_producer(out, snapshot.producer);
    }
    if ((parts & kConsumers) != 0) {
        write_consumers(out, snapshot.consumers);
        m_last.consumers = snapshot.consumers;
        for (ConsumerSnapshot& consumer : m_last.consumers) {
            consumer.sequence = m_last.producer.sequence;
        }
    }
    for (std::size_t i = 0; i < snapshot.consumers.size(); ++i) {  // mostly as many as published
        const std::int64_t consumed
            = minus(snapshot.consumers[i].sequence, m_last.consumers[i].sequence);
        out.difference(minus(consumed, published));
    }
    if ((parts & kEnd) != 0) {
        write_end(out, snapshot.stream_end);
    }
    if ((parts & kLiveness) != 0) {
        write_liveness(out, snapshot.liveness);
    }
    if ((parts & kFiresIn) != 0) {
        out.byte(fires_in(snapshot) ? 1 : 0);
        write_duration(out, fires_in(snapshot).value_or(nanoseconds(0)));
    }
    if ((parts & kCounterNames) != 0) {
        write_counter_names(out, snapshot.counters);
        m_counters.assign(snapshot.counters.size(), {});
    }
    for (std::size_t i = 0; (parts & kCounters) != 0 && i < snapshot.counters.size(); ++i) {
        out.difference(minus(snapshot.counters[i].value, m_counters[i].value));
    }
    if (with_counters) {
        m_counters = snapshot.counters;
    }
    m_last = snapshot;
}

void SampleDecoder::set_shape(std::uint64_t capacity, std::uint64_t event_size)
{
    m_last.capacity = capacity;
    m_last.event_size = event_size;
}

const RingSnapshot& SampleDecoder::decode(ByteReader& in)
{
    const std::uint64_t parts = in.count(kPartsAll);
    m_last.taken_ns = plus(m_last.taken_ns, in.difference());
    m_last.width_ns = in.number();
    const ringlib::Sequence before = m_last.producer.sequence;
    const std::int64_t published = in.difference();
    m_last.producer.sequence = plus(before, published);
    if ((parts & kBlocked) != 0) {
        auto& producer = m_last.producer;
        producer.blocked_since_ns = plus(producer.blocked_since_ns, in.difference());
        producer.blocked_total_ns = plus(producer.blocked_total_ns, in.difference());
    }
    if ((parts & kUsedMax) != 0) {
        m_last.used_max = in.number();
    }
    if ((parts & kProducer) != 0) {
        read_producer(in, m_last.producer);
    }
    if ((parts & kConsumers) != 0) {
        read_consumers(in, m_last.consumers);
        for (ConsumerSnapshot& consumer : m_last.consumers) {
            consumer.sequence = before;
        }
    }
    for (ConsumerSnapshot& consumer : m_last.consumers) {
        const std::int64_t consumed = plus(published, in.difference());
        consumer.sequence = plus(consumer.sequence, consumed);
    }
    if ((parts & kEnd) != 0) {
        read_end(in, m_last.stream_end);
    }
    if ((parts & kLiveness) != 0) {
        read_liveness(in, m_last.liveness);
    }
    if ((parts & kFiresIn) != 0) {
        const bool fires = in.count(1) == 1;
        const nanoseconds left = read_duration(in);
        if (m_last.liveness) {
            m_last.liveness->fires_in = fires ? std::optional(left) : std::nullopt;
        }
    }
    if ((parts & kCounterNames) != 0) {
        read_counter_names(in, m_last.counters);
    }
    for (std::size_t i = 0; (parts & kCounters) != 0 && i < m_last.counters.size(); ++i) {
        m_last.counters[i].value = plus(m_last.counters[i].value, in.difference());
    }
    return m_last;
}

}  // namespace monitor::recording
