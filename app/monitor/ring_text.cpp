// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_text.h"

#include "monitor/text_table.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <utility>
#include <vector>

namespace monitor {
namespace {

constexpr auto kLeft = TextTable::Align::Left;
constexpr auto kRight = TextTable::Align::Right;

std::string backend_name(ringlib::Backend backend)
{
    return backend == ringlib::Backend::Shm ? "shm" : "mmap";
}

std::string pid_text(pid_t pid, ringlib::Presence presence)
{
    if (pid <= 0) {
        return "-";
    }
    return std::to_string(pid) + (presence == ringlib::Presence::Dead ? " gone" : "");
}

std::string rate_text(const std::optional<double>& rate)
{
    return rate ? fixed(*rate, 0) : "-";
}

std::string duration_text(const std::optional<Duration>& duration)
{
    return duration ? in_words(*duration) : "-";
}

std::string header_line(const RingReading& reading)
{
    std::string line = reading.ring + "  " + std::string(to_string(reading.state));
    if (!reading.reason.empty()) {
        line += " (" + reading.reason + ")";
    }
    line += "  " + backend_name(reading.backend) + "  " + std::to_string(reading.capacity) + " x "
        + std::to_string(reading.event_size) + " B  epoch "
        + std::to_string(reading.producer.epoch);
    if (!reading.event_name.empty()) {
        line += "  event " + reading.event_name;
    }
    if (!reading.label.empty() && reading.label != reading.ring) {
        line += "  label " + reading.label;
    }
    return ringlib::printable(line);
}

std::string producer_line(const RingReading& reading)
{
    const auto& producer = reading.producer;
    std::string line = "producer  " + std::string(to_string(producer.state)) + "  pid "
        + pid_text(producer.process.pid, producer.presence);
    if (!producer.process.command.empty()) {
        line += " " + producer.process.command;
    }
    line += "  process " + std::string(1, producer.process.state) + "  sequence "
        + std::to_string(producer.sequence) + "  " + fixed(producer.events_per_s, 0)
        + " events/s  blocked " + fixed(producer.blocked_s_total, 1) + " s in all";
    return ringlib::printable(line);
}

std::string slots_line(const RingReading& reading)
{
    return "slots     used " + std::to_string(reading.used) + "  free "
        + std::to_string(reading.free) + "  used max " + std::to_string(reading.used_max)
        + "  gated by " + (reading.gating.empty() ? "-" : ringlib::printable(reading.gating))
        + "  full in " + (reading.free == 0 ? "0" : duration_text(reading.time_to_full));
}

std::string liveness_lines(const RingReading& reading)
{
    if (!reading.liveness) {
        return "liveness  off\n";
    }
    const auto& config = reading.liveness->config;
    std::string line = "liveness  on  required";
    for (const auto& id : config.required_consumer_ids) {
        line += ' ' + id;
    }
    line += "  progress timeout " + in_words(config.progress_timeout) + "  checked each "
        + in_words(config.progress_check_interval) + "  start-up "
        + in_words(config.startup_wait_timeout) + "  grace "
        + in_words(config.shutdown_grace_period) + "  on failure "
        + std::string(to_string(config.failure_action)) + "  fires in "
        + duration_text(reading.liveness->fires_in);
    std::string lines = ringlib::printable(line) + '\n';
    if (const auto& alert = reading.liveness->last_alert) {
        lines += ringlib::printable("alert     " + alert->consumer_id
                     + (alert->died ? " died" : " stalled for " + in_words(alert->stalled_for))
                     + "  last consumed " + std::to_string(alert->last_sequence))
            + '\n';
    }
    return lines;
}

TextTable consumer_table(const RingReading& reading)
{
    TextTable table({{"STATE", kLeft}, {"ID", kLeft}, {"PID", kRight}, {"PROC", kLeft},
        {"SEQUENCE", kRight}, {"LAG [events]", kRight}, {"LAG [%]", kRight}, {"LAG [time]", kRight},
        {"RATE [events/s]", kRight}, {"QUIET FOR", kRight}, {"GATING [%]", kRight},
        {"BECAUSE", kLeft}});
    for (const auto& consumer : reading.consumers) {
        const std::string name = consumer.id + (consumer.required ? " *" : "");
        table.add({std::string(to_string(consumer.state)), name,
            consumer.process.pid > 0 ? std::to_string(consumer.process.pid) : "-",
            std::string(1, consumer.process.state), std::to_string(consumer.sequence),
            std::to_string(consumer.lag_events), fixed(consumer.lag_percent, 1),
            lag_time_text(consumer.lag_time), fixed(consumer.events_per_s, 0),
            (consumer.progress_unseen ? "> " : "") + in_words(consumer.since_progress),
            fixed(consumer.gating_share * 100, 0), consumer.because});
    }
    return table;
}

std::string details_text(const RingDetails& details, TimePoint now)
{
    TextTable fields(
        {{"FIELD", kLeft}, {"TYPE", kLeft}, {"OFFSET [B]", kRight}, {"COUNT", kRight}});
    for (const auto& field : details.schema.value_or(ringlib::EventSchema{}).fields) {
        fields.add({field.name, std::string(ringlib::to_string(field.type)),
            std::to_string(field.offset), std::to_string(field.count)});
    }
    std::string text;
    for (const std::string& table :
        {latencies_text(details.latencies), fields.empty() ? "" : fields.aligned(),
            happenings_text(newest_of(details, kHappeningsShown), now)}) {
        text += table.empty() ? "" : '\n' + table;
    }
    return text;
}

/// A number that is only known of a ring that can be read.
std::string known(const RingListing& ring, std::uint64_t number)
{
    return ring.attachable() ? std::to_string(number) : "-";
}

}  // namespace

std::string latencies_text(std::span<const ringlib::LatencySnapshot> latencies)
{
    TextTable table({{"LATENCY OF", kLeft}, {"COUNT", kRight}, {"P50 [us]", kRight},
        {"P99 [us]", kRight}, {"P99.9 [us]", kRight}, {"MAX [us]", kRight}});
    for (const auto& latency : latencies) {
        table.add({latency.consumer.empty() ? "the producer" : latency.consumer,
            std::to_string(latency.total), microseconds(latency.quantile(0.5)),
            microseconds(latency.quantile(0.99)), microseconds(latency.quantile(0.999)),
            microseconds(latency.max_ns)});
    }
    return table.empty() ? "" : table.aligned();
}

std::string happenings_text(std::span<const ringlib::HappeningRecord> happenings, TimePoint now)
{
    TextTable table(
        {{"AGO", kRight}, {"HAPPENED", kLeft}, {"TO", kLeft}, {"EVENTS UNTIL THEN", kRight}});
    for (const auto& record : happenings) {
        table.add({in_words(age_of(record, now)), std::string(ringlib::to_string(record.what)),
            record.slot ? record.consumer_id : "-", std::to_string(record.value)});
    }
    return table.empty() ? "" : table.aligned();
}

std::string lag_time_text(const TimeLag& lag)
{
    if (lag.age <= Duration(0) && !lag.at_least) {
        return "0";
    }
    // Finer than the samples are apart is not known.
    return lag.at_least                       ? "> " + in_words(lag.age)
        : lag.age < TimeLagTable::kResolution ? "< " + in_words(TimeLagTable::kResolution)
                                              : in_words(lag.age);
}

std::string list_text(std::span<const RingListing> rings)
{
    if (rings.empty()) {
        return "no ring found\n";
    }
    TextTable table({{"RING", kLeft}, {"BACKEND", kLeft}, {"STATE", kLeft},
        {"CAPACITY [events]", kRight}, {"EVENT [B]", kRight}, {"PRODUCER [pid]", kRight},
        {"CONSUMERS", kRight}, {"RATE [events/s]", kRight}, {"REASON", kLeft}});
    for (const auto& ring : rings) {
        table.add({ring.ring, backend_name(ring.backend), std::string(to_string(ring.state)),
            known(ring, ring.capacity), known(ring, ring.event_size),
            pid_text(ring.producer_pid, ring.producer_presence), known(ring, ring.consumers),
            rate_text(ring.events_per_s), ring.reason});
    }
    return table.aligned();
}

std::string ring_text(const RingReading& reading, const RingDetails& details)
{
    std::string text = header_line(reading) + '\n' + reading.diagnosis.sentence() + "\n\n"
        + producer_line(reading) + '\n' + slots_line(reading) + '\n' + liveness_lines(reading);
    const TextTable consumers = consumer_table(reading);
    text += consumers.empty() ? "consumers none\n" : '\n' + consumers.aligned();
    if (!reading.counters.empty()) {
        TextTable counters({{"COUNTER", kLeft}, {"VALUE", kRight}});
        for (const auto& counter : reading.counters) {
            counters.add({counter.label, std::to_string(counter.value)});
        }
        text += '\n' + counters.aligned();
    }
    return text + details_text(details, reading.sampled_at);
}

std::string list_csv(std::span<const RingListing> rings)
{
    TextTable table({{"ring", kLeft}, {"backend", kLeft}, {"state", kLeft}, {"capacity", kLeft},
        {"event_size", kLeft}, {"producer_pid", kLeft}, {"consumers", kLeft},
        {"events_per_s", kLeft}, {"path", kLeft}, {"reason", kLeft}});
    for (const auto& ring : rings) {
        table.add({ring.ring, backend_name(ring.backend), std::string(to_string(ring.state)),
            std::to_string(ring.capacity), std::to_string(ring.event_size),
            ring.producer_pid > 0 ? std::to_string(ring.producer_pid) : "",
            std::to_string(ring.consumers), ring.events_per_s ? fixed(*ring.events_per_s, 1) : "",
            ring.path.string(), ring.reason});
    }
    return table.csv();
}

std::string ring_csv(const RingReading& reading)
{
    TextTable table({{"ring", kLeft}, {"ring_state", kLeft}, {"published_sequence", kLeft},
        {"id", kLeft}, {"pid", kLeft}, {"process_state", kLeft}, {"state", kLeft}, {"rule", kLeft},
        {"sequence", kLeft}, {"lag_events", kLeft}, {"lag_percent", kLeft}, {"lag_s", kLeft},
        {"lag_s_at_least", kLeft}, {"events_per_s", kLeft}, {"since_progress_s", kLeft},
        {"gating_share", kLeft}, {"because", kLeft}});
    for (const auto& consumer : reading.consumers) {
        table.add({reading.ring, std::string(to_string(reading.state)),
            std::to_string(reading.producer.sequence), consumer.id,
            consumer.process.pid > 0 ? std::to_string(consumer.process.pid) : "",
            std::string(1, consumer.process.state), std::string(to_string(consumer.state)),
            std::to_string(rule_number(consumer.state)), std::to_string(consumer.sequence),
            std::to_string(consumer.lag_events), fixed(consumer.lag_percent, 3),
            fixed(to_seconds(consumer.lag_time.age), 6),
            consumer.lag_time.at_least ? "true" : "false", fixed(consumer.events_per_s, 1),
            fixed(to_seconds(consumer.since_progress), 6), fixed(consumer.gating_share, 3),
            consumer.because});
    }
    return table.csv();
}

}  // namespace monitor
