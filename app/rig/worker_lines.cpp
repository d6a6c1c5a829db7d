// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_lines.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace rig {
namespace {

using nlohmann::json;
using Parsed = std::optional<WorkerLine>;

template <typename T>
bool take(const json& line, const char* key, T& number)
{
    const auto found = line.find(key);
    if (found == line.end() || !found->is_number_integer()) {
        return false;
    }
    number = found->get<T>();
    return true;
}

bool take(const json& line, const char* key, std::string& text)
{
    const auto found = line.find(key);
    if (found == line.end() || !found->is_string()) {
        return false;
    }
    text = found->get<std::string>();
    return true;
}

bool take_time(const json& line, const char* key, std::chrono::nanoseconds& time)
{
    constexpr std::int64_t kMsMax = std::chrono::nanoseconds::max().count() / 1'000'000;
    std::int64_t ms = 0;
    if (!take(line, key, ms) || ms < 0 || ms > kMsMax) {
        return false;
    }
    time = std::chrono::milliseconds(ms);
    return true;
}

bool take_totals(const json& line, StreamTotals& totals)
{
    const bool is_consumer = line.value("role", json()) == "consumer";
    return take(line, "events", totals.events) && take(line, "first", totals.first)
        && take(line, "last", totals.last)
        && (!is_consumer
            || (take(line, "gaps", totals.gaps) && take(line, "duplicates", totals.duplicates)
                && take(line, "out_of_order", totals.out_of_order)
                && take(line, "torn", totals.torn)
                && take(line, "redelivered", totals.redelivered)));
}

Parsed parse_ready(const json&)
{
    return ReadyLine{};
}

Parsed parse_progress(const json& line)
{
    ProgressLine progress;
    const auto rate = line.find("events_per_s");
    if (!take_totals(line, progress.totals) || rate == line.end() || !rate->is_number()) {
        return std::nullopt;
    }
    progress.events_per_s = rate->get<double>();
    return progress;
}

Parsed parse_alert(const json& line)
{
    AlertLine alert;
    alert.died = line.value("died", json()) == true;
    return take(line, "consumer", alert.consumer)
            && take_time(line, "stalled_ms", alert.stalled_for)
        ? Parsed(std::move(alert))
        : std::nullopt;
}

Parsed parse_freeze(const json& line)
{
    FreezeLine freeze;
    return take_time(line, "ms", freeze.duration) && take(line, "sequence", freeze.sequence)
        ? Parsed(freeze)
        : std::nullopt;
}

Parsed parse_crash(const json& line)
{
    std::string at;
    const auto point = take(line, "at", at) ? parse_crash_point(at) : std::nullopt;
    return point ? Parsed(CrashLine{*point}) : std::nullopt;
}

Parsed parse_refused(const json& line)
{
    RefusedLine refused;
    return take(line, "error", refused.error) && take(line, "message", refused.message)
        ? Parsed(std::move(refused))
        : std::nullopt;
}

Parsed parse_summary(const json& line)
{
    WorkerSummary summary;
    return take_totals(line, summary.totals) && take(line, "end", summary.end)
        ? Parsed(std::move(summary))
        : std::nullopt;
}

struct Parser {
    std::string_view type;
    Parsed (*parse)(const json& line);
};
constexpr std::array kParsers = {Parser{"ready", parse_ready}, Parser{"progress", parse_progress},
    Parser{"alert", parse_alert}, Parser{"freeze", parse_freeze}, Parser{"crash", parse_crash},
    Parser{"refused", parse_refused}, Parser{"summary", parse_summary}};

}  // namespace

std::optional<WorkerLine> parse_worker_line(std::string_view text)
{
    const json line = json::parse(text, nullptr, false);
    if (!line.is_object() || !line.contains("type")) {
        return std::nullopt;
    }
    for (const auto& [type, parse] : kParsers) {
        if (line["type"] == type) {
            return parse(line);
        }
    }
    return std::nullopt;
}

}  // namespace rig
