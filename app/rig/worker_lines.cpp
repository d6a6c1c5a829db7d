// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_lines.h"

#include <nlohmann/json.hpp>

namespace rig {
namespace {

using nlohmann::json;

json parse_line(std::string_view line, std::string_view type)
{
    json parsed = json::parse(line, nullptr, false);
    const bool is_that
        = parsed.is_object() && parsed.contains("type") && parsed["type"] == std::string(type);
    return is_that ? std::move(parsed) : json();
}

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

}  // namespace

bool is_ready_line(std::string_view line)
{
    return !parse_line(line, "ready").is_null();
}

std::optional<WorkerSummary> parse_summary_line(std::string_view line)
{
    const json parsed = parse_line(line, "summary");
    if (parsed.is_null()) {
        return std::nullopt;
    }
    WorkerSummary summary;
    StreamTotals& totals = summary.totals;
    const bool is_consumer = parsed.value("role", json()) == "consumer";
    const bool complete = take(parsed, "events", totals.events)
        && take(parsed, "first", totals.first) && take(parsed, "last", totals.last)
        && (!is_consumer
            || (take(parsed, "gaps", totals.gaps) && take(parsed, "duplicates", totals.duplicates)
                && take(parsed, "out_of_order", totals.out_of_order)
                && take(parsed, "torn", totals.torn)));
    const json end = parsed.value("end", json());
    if (!complete || !end.is_string()) {
        return std::nullopt;
    }
    summary.end = end.get<std::string>();
    return summary;
}

}  // namespace rig
