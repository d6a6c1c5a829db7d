// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/sample_parts.h"

#include "monitor/recording/records.h"

#include <ringlib/layout.h>

#include <utility>

namespace monitor::recording {

using ringlib::ConsumerSnapshot;
using ringlib::CounterValue;
using ringlib::LivenessSnapshot;
using ringlib::ProducerSnapshot;
using std::chrono::nanoseconds;

namespace {

constexpr std::size_t kConsumersMax = ringlib::layout::kConsumersMax;
constexpr std::size_t kCountersMax = 65'536;

template <typename Enum>
Enum read_enum(ByteReader& in, Enum last)
{
    return static_cast<Enum>(in.count(static_cast<std::size_t>(last)));
}

}  // namespace

void write_duration(ByteWriter& out, nanoseconds duration)
{
    out.difference(duration.count());
}
nanoseconds read_duration(ByteReader& in)
{
    return nanoseconds(in.difference());
}

void write_producer(ByteWriter& out, const ProducerSnapshot& producer)
{
    out.difference(producer.pid);
    out.number(producer.start_time);
    out.byte(static_cast<std::uint8_t>(producer.presence));
    out.number(producer.epoch);
    out.byte(producer.gated_by ? 1 : 0);
    out.text(producer.gated_by.value_or(""));
}
void read_producer(ByteReader& in, ProducerSnapshot& producer)
{
    producer.pid = static_cast<pid_t>(in.difference());
    producer.start_time = in.number();
    producer.presence = read_enum(in, ringlib::Presence::Unknown);
    producer.epoch = in.number();
    const bool gated = in.count(1) == 1;
    std::string id = in.text(kTextMax);
    producer.gated_by = gated ? std::optional(std::move(id)) : std::nullopt;
}

void write_consumers(ByteWriter& out, const std::vector<ConsumerSnapshot>& consumers)
{
    out.number(consumers.size());
    for (const ConsumerSnapshot& consumer : consumers) {
        out.text(consumer.id);
        out.difference(consumer.pid);
        out.number(consumer.start_time);
        out.byte(static_cast<std::uint8_t>(consumer.slot_state));
        out.byte(static_cast<std::uint8_t>(consumer.presence));
        out.byte(consumer.required ? 1 : 0);
        out.number(consumer.generation);
        out.number(consumer.joined_at_ns);
    }
}
void read_consumers(ByteReader& in, std::vector<ConsumerSnapshot>& consumers)
{
    consumers.assign(in.count(kConsumersMax), {});
    for (ConsumerSnapshot& consumer : consumers) {
        consumer.id = in.text(kTextMax);
        consumer.pid = static_cast<pid_t>(in.difference());
        consumer.start_time = in.number();
        consumer.slot_state = read_enum(in, ringlib::SlotState::Evicted);
        consumer.presence = read_enum(in, ringlib::Presence::Unknown);
        consumer.required = in.count(1) == 1;
        consumer.generation = in.number();
        consumer.joined_at_ns = in.number();
        if (in.failed()) {
            return;
        }
    }
}

void write_end(ByteWriter& out, const std::optional<ringlib::StreamEnd>& end)
{
    out.byte(end ? 1 : 0);
    if (end) {
        out.byte(static_cast<std::uint8_t>(end->reason));
        out.text(end->detail);
    }
}
void read_end(ByteReader& in, std::optional<ringlib::StreamEnd>& end)
{
    end.reset();
    if (in.count(1) == 1) {
        const auto reason = read_enum(in, ringlib::StreamEnd::Truncated);
        end = ringlib::StreamEnd{reason, in.text(kTextMax)};
    }
}

void write_liveness(ByteWriter& out, const std::optional<LivenessSnapshot>& liveness)
{
    out.byte(liveness ? 1 : 0);
    if (!liveness) {
        return;
    }
    const auto& config = liveness->config;
    out.number(config.required_consumer_ids.size());
    for (const std::string& id : config.required_consumer_ids) {
        out.text(id);
    }
    write_duration(out, config.startup_wait_timeout);
    write_duration(out, config.progress_timeout);
    write_duration(out, config.progress_check_interval);
    write_duration(out, config.shutdown_grace_period);
    out.byte(static_cast<std::uint8_t>(config.failure_action));
    out.byte(liveness->last_alert ? 1 : 0);
    if (const auto& alert = liveness->last_alert) {
        out.text(alert->consumer_id);
        out.difference(alert->last_sequence);
        write_duration(out, alert->stalled_for);
        out.byte(alert->died ? 1 : 0);
    }
}
void read_liveness(ByteReader& in, std::optional<LivenessSnapshot>& liveness)
{
    liveness.reset();
    if (in.count(1) == 0) {
        return;
    }
    liveness.emplace();
    auto& config = liveness->config;
    for (std::size_t left = in.count(kConsumersMax); left != 0 && !in.failed(); --left) {
        config.required_consumer_ids.push_back(in.text(kTextMax));
    }
    config.startup_wait_timeout = read_duration(in);
    config.progress_timeout = read_duration(in);
    config.progress_check_interval = read_duration(in);
    config.shutdown_grace_period = read_duration(in);
    config.failure_action = read_enum(in, ringlib::RequiredConsumerFailureAction::Evict);
    if (in.count(1) == 1) {
        auto& alert = liveness->last_alert.emplace();
        alert.consumer_id = in.text(kTextMax);
        alert.last_sequence = in.difference();
        alert.stalled_for = read_duration(in);
        alert.died = in.count(1) == 1;
    }
}

void write_counter_names(ByteWriter& out, const std::vector<CounterValue>& counters)
{
    out.number(counters.size());
    for (const CounterValue& counter : counters) {
        out.number(counter.id);
        out.text(counter.label);
        out.number(counter.name_begins);
    }
}
void read_counter_names(ByteReader& in, std::vector<CounterValue>& counters)
{
    counters.assign(in.count(kCountersMax), {});
    for (CounterValue& counter : counters) {
        counter.id = static_cast<std::uint32_t>(in.number());
        counter.label = in.text(kTextMax);
        counter.name_begins = in.count(kTextMax);
        if (in.failed()) {
            return;
        }
    }
}

}  // namespace monitor::recording
