// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/worker_report.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <unistd.h>

namespace rig {
namespace {

using Json = nlohmann::ordered_json;

Json begin_line(std::string_view type, const WorkerIdentity& who)
{
    Json line;
    line["type"] = type;
    line["role"] = who.role == WorkerRole::Producer ? "producer" : "consumer";
    if (who.role == WorkerRole::Consumer) {
        line["id"] = who.id;
    }
    return line;
}

Json latency_of(const LatencyHistogram& latency)
{
    return {{"p50", latency.quantile(0.5)}, {"p99", latency.quantile(0.99)},
        {"p999", latency.quantile(0.999)}, {"max", latency.max()}};
}

void add_totals(
    Json& line, const WorkerIdentity& who, const WorkerTotals& totals, double events_per_s)
{
    const StreamTotals& stream = totals.stream;
    line["events"] = stream.events;
    line["first"] = stream.first;
    line["last"] = stream.last;
    if (who.role == WorkerRole::Consumer) {
        line["gaps"] = stream.gaps;
        line["duplicates"] = stream.duplicates;
        line["out_of_order"] = stream.out_of_order;
        line["torn"] = stream.torn;
        line["redelivered"] = stream.redelivered;
    }
    constexpr double kPlaces = 10;
    line["events_per_s"] = std::round(events_per_s * kPlaces) / kPlaces;
    line["latency_ns"] = latency_of(totals.latency);
}

std::int64_t in_milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

// A path may hold bytes that are no UTF-8.
std::string text_of(const Json& line)
{
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string ready_line(const WorkerIdentity& who, const WorkerPlace& place)
{
    Json line = begin_line("ready", who);
    line["ring"] = who.ring;
    line["pid"] = ::getpid();
    line["capacity"] = place.capacity;
    line["event_size"] = place.event_size;
    line["sequence"] = place.sequence;
    return text_of(line);
}

std::string progress_line(
    const WorkerIdentity& who, const WorkerTotals& totals, double events_per_s)
{
    Json line = begin_line("progress", who);
    add_totals(line, who, totals, events_per_s);
    return text_of(line);
}

std::string alert_line(const ringlib::RequiredConsumerAlert& alert)
{
    Json line = begin_line("alert", {WorkerRole::Producer, {}, {}});
    line["consumer"] = alert.consumer_id;
    line["stalled_ms"] = in_milliseconds(alert.stalled_for);
    line["sequence"] = alert.last_sequence;
    line["died"] = alert.died;
    return text_of(line);
}

std::string freeze_line(
    const WorkerIdentity& who, std::chrono::nanoseconds duration, std::int64_t sequence)
{
    Json line = begin_line("freeze", who);
    line["ms"] = in_milliseconds(duration);
    line["sequence"] = sequence;
    return text_of(line);
}

std::string crash_line(const WorkerIdentity& who, CrashPoint at)
{
    Json line = begin_line("crash", who);
    line["at"] = to_string(at);
    return text_of(line);
}

std::string refused_line(const WorkerIdentity& who, const ringlib::Error& error)
{
    Json line = begin_line("refused", who);
    line["error"] = to_string(error.code);
    line["message"] = error.message();
    return text_of(line);
}

std::string summary_line(
    const WorkerIdentity& who, const WorkerTotals& totals, double events_per_s, WorkerEnd end)
{
    Json line = begin_line("summary", who);
    add_totals(line, who, totals, events_per_s);
    line["end"] = to_string(end);
    return text_of(line);
}

}  // namespace rig
