// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_json.h"

#include <nlohmann/json.hpp>

namespace monitor {
namespace {

using Json = nlohmann::ordered_json;

const char* backend_name(ringlib::Backend backend)
{
    return backend == ringlib::Backend::Shm ? "shm" : "mmap";
}

const char* presence_name(ringlib::Presence presence)
{
    switch (presence) {
    case ringlib::Presence::Alive:
        return "alive";
    case ringlib::Presence::Dead:
        return "dead";
    case ringlib::Presence::Unknown:
        return "unknown";
    }
    return "unknown";
}

const char* slot_name(ringlib::SlotState state)
{
    switch (state) {
    case ringlib::SlotState::Joining:
        return "joining";
    case ringlib::SlotState::Active:
        return "active";
    case ringlib::SlotState::Retained:
        return "retained";
    case ringlib::SlotState::Evicted:
        return "evicted";
    }
    return "active";
}

const char* end_name(ringlib::StreamEnd::Reason reason)
{
    switch (reason) {
    case ringlib::StreamEnd::Closed:
        return "closed";
    case ringlib::StreamEnd::ProducerDied:
        return "producer_died";
    case ringlib::StreamEnd::RequiredConsumerFailed:
        return "required_consumer_failed";
    case ringlib::StreamEnd::Evicted:
        return "evicted";
    case ringlib::StreamEnd::Replaced:
        return "replaced";
    case ringlib::StreamEnd::Truncated:
        return "truncated";
    }
    return "closed";
}

double milliseconds(Duration duration)
{
    return to_seconds(duration) * 1e3;
}

template <typename T>
Json or_null(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json seconds_or_null(const std::optional<Duration>& duration)
{
    return duration ? Json(to_seconds(*duration)) : Json(nullptr);
}

Json pid_or_null(pid_t pid)
{
    return pid > 0 ? Json(pid) : Json(nullptr);
}

Json producer_json(const RingReading& reading)
{
    const auto& producer = reading.producer;
    Json json;
    json["pid"] = pid_or_null(producer.process.pid);
    json["process_state"] = std::string(1, producer.process.state);
    json["command"] = producer.process.command;
    json["presence"] = presence_name(producer.presence);
    json["state"] = to_string(producer.state);
    json["sequence"] = producer.sequence;
    json["epoch"] = producer.epoch;
    json["events_per_s"] = producer.events_per_s;
    json["blocked_s_total"] = producer.blocked_s_total;
    json["held_s"] = producer.held_since
        ? Json(to_seconds(reading.sampled_at - *producer.held_since))
        : Json(nullptr);
    json["dead_s"] = producer.dead_since
        ? Json(to_seconds(reading.sampled_at - *producer.dead_since))
        : Json(nullptr);
    json["dead_s_at_least"] = producer.dead_since && producer.death_unseen;
    json["stream_end"]
        = producer.stream_end ? Json(end_name(producer.stream_end->reason)) : Json(nullptr);
    return json;
}

Json consumer_json(const ConsumerReading& consumer)
{
    Json json;
    json["id"] = consumer.id;
    json["pid"] = pid_or_null(consumer.process.pid);
    json["process_state"] = std::string(1, consumer.process.state);
    json["command"] = consumer.process.command;
    json["presence"] = presence_name(consumer.presence);
    json["slot"] = slot_name(consumer.slot_state);
    json["state"] = to_string(consumer.state);
    json["rule"] = rule_number(consumer.state);
    json["severity"] = to_string(consumer.severity);
    json["because"] = consumer.because;
    json["required"] = consumer.required;
    json["sequence"] = consumer.sequence;
    json["lag_events"] = consumer.lag_events;
    json["lag_percent"] = consumer.lag_percent;
    json["lag_s"] = to_seconds(consumer.lag_time.age);
    json["lag_s_at_least"] = consumer.lag_time.at_least;
    json["events_per_s"] = consumer.events_per_s;
    json["since_progress_s"] = to_seconds(consumer.since_progress);
    json["gating_share"] = consumer.gating_share;
    json["time_to_full_s"] = seconds_or_null(consumer.time_to_full);
    json["since_ns"] = to_ns(consumer.since);
    json["evidence_ns"] = to_ns(consumer.evidence_since);
    json["evidence_at_least"] = consumer.evidence_unseen;
    json["since_progress_at_least"] = consumer.progress_unseen;
    return json;
}

Json liveness_json(const std::optional<ringlib::LivenessSnapshot>& liveness)
{
    Json json;
    json["enabled"] = liveness.has_value();
    if (!liveness) {
        return json;
    }
    const auto& config = liveness->config;
    json["required"] = config.required_consumer_ids;
    json["startup_wait_timeout_ms"] = milliseconds(config.startup_wait_timeout);
    json["progress_timeout_ms"] = milliseconds(config.progress_timeout);
    json["progress_check_interval_ms"] = milliseconds(config.progress_check_interval);
    json["shutdown_grace_period_ms"] = milliseconds(config.shutdown_grace_period);
    json["failure_action"] = to_string(config.failure_action);
    json["fires_in_ms"]
        = liveness->fires_in ? Json(milliseconds(*liveness->fires_in)) : Json(nullptr);
    json["last_alert"] = nullptr;
    if (const auto& alert = liveness->last_alert) {
        json["last_alert"]
            = {{"consumer", alert->consumer_id}, {"last_sequence", alert->last_sequence},
                {"stalled_ms", milliseconds(alert->stalled_for)}, {"died", alert->died}};
    }
    return json;
}

Json fields_json(const std::optional<ringlib::EventSchema>& schema)
{
    if (!schema) {
        return nullptr;
    }
    Json json = Json::array();
    for (const auto& field : schema->fields) {
        json.push_back({{"name", field.name}, {"type", ringlib::to_string(field.type)},
            {"offset", field.offset}, {"count", field.count}});
    }
    return json;
}

}  // namespace

nlohmann::ordered_json latencies_json(std::span<const ringlib::LatencySnapshot> latencies)
{
    Json json = Json::array();
    for (const auto& latency : latencies) {
        json.push_back(
            {{"consumer", latency.consumer.empty() ? Json(nullptr) : Json(latency.consumer)},
                {"count", latency.total}, {"p50_ns", latency.quantile(0.5)},
                {"p99_ns", latency.quantile(0.99)}, {"p999_ns", latency.quantile(0.999)},
                {"max_ns", latency.max_ns}});
    }
    return json;
}

nlohmann::ordered_json happenings_json(
    std::span<const ringlib::HappeningRecord> happenings, TimePoint now)
{
    Json json = Json::array();
    for (const auto& record : happenings) {
        json.push_back({{"time_ns", record.time_ns}, {"age_s", to_seconds(age_of(record, now))},
            {"what", ringlib::to_string(record.what)}, {"slot", or_null(record.slot)},
            {"consumer", record.slot ? Json(record.consumer_id) : Json(nullptr)},
            {"value", record.value}});
    }
    return json;
}

nlohmann::ordered_json ring_json(const RingReading& reading, const RingDetails& details)
{
    Json json;
    json["schema"] = "ringscope.ring/1";
    json["ring"] = reading.ring;
    json["backend"] = backend_name(reading.backend);
    json["state"] = to_string(reading.state);
    json["reason"] = reading.reason;
    json["instance"] = reading.instance;
    json["epoch"] = reading.producer.epoch;
    json["label"] = reading.label;
    json["event_name"] = reading.event_name;
    json["capacity"] = reading.capacity;
    json["event_size"] = reading.event_size;
    json["producer"] = producer_json(reading);
    json["used"] = reading.used;
    json["free"] = reading.free;
    json["used_max"] = reading.used_max;
    json["time_to_full_s"] = seconds_or_null(reading.time_to_full);
    json["gating"] = reading.gating.empty() ? Json(nullptr) : Json(reading.gating);
    json["severity"] = to_string(reading.severity);
    json["diagnosis"] = reading.diagnosis.sentence();
    json["sampled_at_ns"] = to_ns(reading.sampled_at);
    json["width_ns"] = reading.width.count();
    json["liveness"] = liveness_json(reading.liveness);
    json["counters"] = Json::array();
    for (const auto& counter : reading.counters) {
        json["counters"].push_back(
            {{"id", counter.id}, {"label", counter.label}, {"value", counter.value}});
    }
    json["consumers"] = Json::array();
    for (const auto& consumer : reading.consumers) {
        json["consumers"].push_back(consumer_json(consumer));
    }
    json["named"] = reading.named;
    json["event_fields"] = fields_json(details.schema);
    json["latencies"] = latencies_json(details.latencies);
    json["happenings"] = happenings_json(newest_of(details, kHappeningsShown), reading.sampled_at);
    return json;
}

nlohmann::ordered_json listing_json(const RingListing& listing)
{
    Json json;
    json["ring"] = listing.ring;
    json["backend"] = backend_name(listing.backend);
    json["state"] = to_string(listing.state);
    json["reason"] = listing.reason;
    json["label"] = listing.label;
    json["event_name"] = listing.event_name;
    json["capacity"] = listing.capacity;
    json["event_size"] = listing.event_size;
    json["producer"] = {{"pid", pid_or_null(listing.producer_pid)},
        {"presence", presence_name(listing.producer_presence)}, {"sequence", listing.sequence},
        {"events_per_s", or_null(listing.events_per_s)}};
    json["consumers"] = listing.consumers;
    json["used"] = listing.used;
    json["path"] = listing.path.string();
    json["held_s"] = seconds_or_null(listing.held_for);
    json["gating"] = listing.gating.empty() ? Json(nullptr) : Json(listing.gating);
    json["consumers_alive"] = listing.consumers_alive;
    return json;
}

nlohmann::ordered_json list_json(std::span<const RingListing> rings)
{
    Json json;
    json["schema"] = "ringscope.list/1";
    json["rings"] = Json::array();
    for (const auto& listing : rings) {
        json["rings"].push_back(listing_json(listing));
    }
    return json;
}

std::string json_text(const nlohmann::ordered_json& json, int indent)
{
    return json.dump(indent, ' ', true, Json::error_handler_t::replace);
}

}  // namespace monitor
