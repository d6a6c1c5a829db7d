// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/keys.h"

#include "rig/quantity.h"
#include "rig/worker/option_values.h"
#include "rig/worker/synthetic_event.h"

#include <array>

namespace rig::scenario {
namespace {

using Liveness = ringlib::RequiredConsumerLivenessConfig;

constexpr std::uint64_t kCapacityMax = std::uint64_t{1} << 24U;

std::optional<std::uint64_t> capacity(std::string_view text)
{
    const auto count = parse_count(text);
    const bool right
        = count && *count >= 2 && *count <= kCapacityMax && (*count & (*count - 1)) == 0;
    return right ? count : std::nullopt;
}

std::optional<std::uint64_t> event_size(std::string_view text)
{
    const auto size = parse_count(text);
    return size && is_event_size(*size) ? size : std::nullopt;
}

std::optional<std::uint64_t> up_to(std::string_view text, std::uint64_t most)
{
    const auto count = parse_count(text);
    return count && *count >= 1 && *count <= most ? count : std::nullopt;
}

std::optional<std::uint64_t> batch(std::string_view text)
{
    return up_to(text, kCapacityMax);
}

std::optional<Rate> rate(std::string_view text)
{
    const auto rate = parse_rate(text);
    return rate && rate->per_second.value_or(1) <= kRateMax ? rate : std::nullopt;
}

std::optional<ringlib::Backend> backend(std::string_view text)
{
    if (text == "shm") {
        return ringlib::Backend::Shm;
    }
    return text == "mmap" ? std::optional(ringlib::Backend::Mmap) : std::nullopt;
}

std::optional<ringlib::RequiredConsumerFailureAction> failure_action(std::string_view text)
{
    using Action = ringlib::RequiredConsumerFailureAction;
    if (text == "shutdown") {
        return Action::GracefulShutdown;
    }
    if (text == "alert") {
        return Action::AlertOnly;
    }
    return text == "evict" ? std::optional(Action::Evict) : std::nullopt;
}

std::optional<DurationRange> service_time(std::string_view text)
{
    const auto range = parse_duration_range(text);
    return range && range->longest <= kTimeoutMax ? range : std::nullopt;
}

std::optional<std::string> consumer_id(std::string_view text)
{
    return is_consumer_id(text) && text != kProducerName ? std::optional(std::string(text))
                                                         : std::nullopt;
}

/// The reader of one member: what `Parse` makes of a word.
template <auto Member, auto Parse, typename Target>
void word(const JsonNode& value, const KeyShape& shape, Target& target, Complaints& complaints)
{
    if (auto parsed = read_word(value, shape, complaints, Parse)) {
        target.*Member = *std::move(parsed);
    }
}

template <auto Member, typename Target>
void time(const JsonNode& value, const KeyShape& shape, Target& target, Complaints& complaints)
{
    if (const auto time = read_time(value, shape, complaints)) {
        target.*Member = *time;
    }
}

template <typename Target>
struct KeysOf;

template <>
struct KeysOf<Liveness> {
    static constexpr std::array kKeys
        = {Key<Liveness>{
               {"required", "a list of consumers' ids", "Without whom nothing goes on", true},
               [](const JsonNode& value, const KeyShape& shape, Liveness& target,
                   Complaints& complaints) {
                   if (auto ids = read_texts(value, shape, complaints)) {
                       target.required_consumer_ids = std::move(*ids);
                   }
               }},
            Key<Liveness>{{"startup_wait", kPositiveTime, "How long each may take to come; 5s"},
                time<&Liveness::startup_wait_timeout>},
            Key<Liveness>{{"progress_timeout", kPositiveTime,
                              "Without progress on a full ring: the alert; 250ms"},
                time<&Liveness::progress_timeout>},
            Key<Liveness>{{"check_interval", kPositiveTime, "Between two looks; 5ms"},
                time<&Liveness::progress_check_interval>},
            Key<Liveness>{{"grace", kTime, "From the alert to what is done then; 1s"},
                time<&Liveness::shutdown_grace_period>},
            Key<Liveness>{
                {"on_failure", "one of shutdown, alert, evict", "What is done then; shutdown"},
                word<&Liveness::failure_action, failure_action>}};
};

template <>
struct KeysOf<ProducerPlan> {
    static constexpr std::array kKeys = {
        Key<ProducerPlan>{{"rate", "events per second from 1 to 100M, as 200k, or max",
                              "How much is published; 10k"},
            word<&ProducerPlan::rate, rate>},
        Key<ProducerPlan>{{"pattern", "one of steady, burst:ON/OFF, ramp:FROM..TO/T, sine:PERIOD",
                              "How the rate changes; steady"},
            word<&ProducerPlan::load, parse_load>},
        Key<ProducerPlan>{{"batch", "a number from 1 to the capacity", "Published at once; 1"},
            word<&ProducerPlan::batch, batch>},
        Key<ProducerPlan>{{"wait", "one of busy, hint, yield:N, sleep:T, block",
                              "What it does on a full ring; block"},
            word<&ProducerPlan::wait, parse_wait>},
        Key<ProducerPlan>{{"coordination", "one of immediate, wait:N:T, buffer:N",
                              "When it begins: at once, with N consumers, or N events ahead of "
                              "them; immediate"},
            word<&ProducerPlan::coordination, parse_coordination>},
        Key<ProducerPlan>{{"liveness", "an object, see below", "Whom it requires; nobody"},
            [](const JsonNode& value, const KeyShape& shape, ProducerPlan& target,
                Complaints& complaints) {
                read_object<Liveness>(
                    value, {shape.key, liveness_keys()}, target.liveness.emplace(), complaints);
            }}};
};

template <>
struct KeysOf<ConsumerPlan> {
    static constexpr std::array kKeys = {
        Key<ConsumerPlan>{
            {"id", "an id, [A-Za-z0-9._-]{1,31} and not producer", "Its name in the ring", true},
            word<&ConsumerPlan::id, consumer_id>},
        Key<ConsumerPlan>{
            {"work", "a time, or T1..T2, up to 1h", "How long each event takes it; no time"},
            word<&ConsumerPlan::work, service_time>},
        Key<ConsumerPlan>{{"batch", "a number from 1 on",
                              "Read at most before it says how far it is; 256, with work 1"},
            word<&ConsumerPlan::batch, batch>},
        Key<ConsumerPlan>{{"wait", "one of busy, hint, yield:N, sleep:T, block",
                              "What it does on an empty ring; block"},
            word<&ConsumerPlan::wait, parse_wait>},
        Key<ConsumerPlan>{{"start", "one of oldest, next, resume",
                              "Where it begins; where its id stopped, or oldest in a young ring"},
            word<&ConsumerPlan::start, parse_start>},
        Key<ConsumerPlan>{
            {"joins_after", kTime, "Its process starts that long after the others; 0s"},
            time<&ConsumerPlan::joins_after>},
        Key<ConsumerPlan>{{"ready_timeout", kPositiveTime,
                              "How long it waits for a ring, and for the successor of a producer "
                              "that died; 10s"},
            time<&ConsumerPlan::ready_timeout>}};
};

void read_consumers(
    const JsonNode& value, const KeyShape& shape, Topology& target, Complaints& complaints)
{
    if (!is_list(value, shape, kProcessesMax - 1, complaints)) {
        return;
    }
    for (const JsonNode& item : value.items) {
        ConsumerPlan consumer;
        read_object<ConsumerPlan>(item, {"a consumer", consumer_keys()}, consumer, complaints);
        if (!consumer.id.empty() && target.find_consumer(consumer.id) != nullptr) {
            complaints.push_back(
                {item.place, "consumer \"" + consumer.id + "\" a second time (give each id once)"});
        }
        target.consumers.push_back(std::move(consumer));
    }
}

template <>
struct KeysOf<Topology> {
    static constexpr std::array kKeys = {
        Key<Topology>{{"backend", "one of shm, mmap", "Where the ring lies; shm"},
            word<&Topology::backend, backend>},
        Key<Topology>{{"capacity", "a power of two from 2 to 16Mi", "Events in the ring; 4096"},
            word<&Topology::capacity, capacity>},
        Key<Topology>{{"event_size", "one of 32, 64, 128 … 4096", "Bytes; 64"},
            word<&Topology::event_size, event_size>},
        Key<Topology>{{"max_consumers", "a number from 1 to 64", "Slots for consumers; 64"},
            [](const JsonNode& value, const KeyShape& shape, Topology& target,
                Complaints& complaints) {
                target.max_consumers = read_word(value, shape, complaints,
                    [](std::string_view text) { return up_to(text, kProcessesMax); });
            }},
        Key<Topology>{{"producer", "an object, see below", "Who publishes", true},
            [](const JsonNode& value, const KeyShape& shape, Topology& target,
                Complaints& complaints) {
                read_object<ProducerPlan>(
                    value, {shape.key, producer_keys()}, target.producer, complaints);
            }},
        Key<Topology>{{"consumers", "a list of at most 63 objects, see below", "Who reads", true},
            read_consumers}};
};

}  // namespace

std::span<const Key<Topology>> topology_keys()
{
    return KeysOf<Topology>::kKeys;
}
std::span<const Key<ProducerPlan>> producer_keys()
{
    return KeysOf<ProducerPlan>::kKeys;
}
std::span<const Key<Liveness>> liveness_keys()
{
    return KeysOf<Liveness>::kKeys;
}
std::span<const Key<ConsumerPlan>> consumer_keys()
{
    return KeysOf<ConsumerPlan>::kKeys;
}

}  // namespace rig::scenario
