// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/run_summary.h"

#include <ctime>
#include <utility>

namespace monitor::run {
namespace {

using rig::scenario::FaultObservation;
using rig::scenario::LineStatus;
using rig::scenario::ResultLine;
using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "ringscope.run/1";
constexpr std::int64_t kNsPerSecond = 1'000'000'000;
constexpr std::size_t kLinesMax = 10'000;

Json since(const RunRecord& record, const std::optional<rig::scenario::Time>& time)
{
    return time ? Json(to_seconds(time_of(*time) - record.environment.begun)) : Json(nullptr);
}

std::vector<RunSummary::Line> lines_since(TimePoint begun, const std::vector<ResultLine>& results)
{
    std::vector<RunSummary::Line> lines;
    lines.reserve(results.size());
    for (const ResultLine& line : results) {
        lines.push_back({line.type, line.name, line.status, line.expected, line.measured,
            line.at ? std::optional(to_seconds(time_of(*line.at) - begun)) : std::nullopt});
    }
    return lines;
}

/// Takes what has the type that it should have, and remembers that something had not.
class Fields {
public:
    explicit Fields(const nlohmann::json& object)
        : m_object(object)
    {
    }

    [[nodiscard]] std::string text(const char* key)
    {
        const auto* const value = find(key);
        return value != nullptr && value->is_string() ? value->get<std::string>() : missing(key);
    }
    [[nodiscard]] double number(const char* key)
    {
        const auto* const value = find(key);
        return value != nullptr && value->is_number() ? value->get<double>() : (missing(key), 0.0);
    }
    [[nodiscard]] std::uint64_t count(const char* key)
    {
        const auto* const value = find(key);
        return value != nullptr && value->is_number_unsigned() ? value->get<std::uint64_t>()
                                                               : (missing(key), 0U);
    }
    [[nodiscard]] std::optional<double> optional_number(const char* key)
    {
        const auto* const value = find(key);
        return value != nullptr && value->is_null() ? std::nullopt : std::optional(number(key));
    }
    [[nodiscard]] const nlohmann::json* array(const char* key)
    {
        const auto* const value = find(key);
        if (value == nullptr || !value->is_array() || value->size() > kLinesMax) {
            missing(key);
            return nullptr;
        }
        return value;
    }
    std::string missing(const char* key)
    {
        if (m_problem.empty()) {
            m_problem = std::string("\"") + key + "\" is missing, or is something else";
        }
        return {};
    }
    [[nodiscard]] const std::string& problem() const { return m_problem; }

private:
    [[nodiscard]] const nlohmann::json* find(const char* key) const
    {
        if (!m_object.is_object()) {
            return nullptr;
        }
        const auto found = m_object.find(key);
        return found != m_object.end() ? &*found : nullptr;
    }

    const nlohmann::json& m_object;
    std::string m_problem;
};

std::optional<rig::Verdict> verdict_of(std::string_view word)
{
    for (const rig::Verdict verdict : {rig::Verdict::Pass, rig::Verdict::Fail,
             rig::Verdict::Inconclusive, rig::Verdict::Aborted}) {
        if (to_string(verdict) == word) {
            return verdict;
        }
    }
    return std::nullopt;
}

std::optional<LineStatus> status_of(std::string_view word)
{
    for (const LineStatus status : {LineStatus::Open, LineStatus::Passed, LineStatus::Failed,
             LineStatus::NotJudged, LineStatus::NotNeeded}) {
        if (to_string(status) == word) {
            return status;
        }
    }
    return std::nullopt;
}

/// "2026-11-28T14:03:22Z"
std::optional<std::int64_t> unix_seconds(const std::string& iso)
{
    std::tm time{};
    const char* const end = ::strptime(iso.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time);
    return end != nullptr && *end == '\0' ? std::optional<std::int64_t>(::timegm(&time))
                                          : std::nullopt;
}

tl::expected<RunSummary::Line, std::string> read_line(const nlohmann::json& object)
{
    Fields fields(object);
    RunSummary::Line line{fields.text("type"), fields.text("name"), {}, fields.text("expected"),
        fields.text("measured"), fields.optional_number("at_s")};
    if (const auto status = status_of(fields.text("status"))) {
        line.status = *status;
    } else {
        fields.missing("status");
    }
    if (!fields.problem().empty()) {
        return tl::unexpected("an expectation's " + fields.problem());
    }
    return line;
}

}  // namespace

Json run_json(const RunRecord& record)
{
    const rig::scenario::Result& result = record.result;
    Json lines = Json::array();
    for (const auto& line : result.lines) {
        lines.push_back({{"type", line.type}, {"name", line.name},
            {"status", to_string(line.status)}, {"expected", line.expected},
            {"measured", line.measured}, {"at_s", since(record, line.at)}});
    }
    Json faults = Json::array();
    for (const FaultObservation& fault : result.faults) {
        faults.push_back({{"id", fault.id}, {"requested_s", since(record, fault.requested)},
            {"proven_s", since(record, fault.proven)}, {"proof", fault.proof},
            {"heal_requested_s", since(record, fault.heal_requested)},
            {"healed_s", since(record, fault.healed)}, {"heal_proof", fault.heal_proof},
            {"trouble", fault.trouble}});
    }
    Json phases = Json::array();
    for (const auto& phase : result.phases) {
        phases.push_back({{"phase", to_string(phase.phase)}, {"at_s", since(record, phase.at)}});
    }
    return {{"schema", kSchema}, {"scenario", record.scenario.name},
        {"backend", to_string(record.scenario.topology.backend)}, {"seed", record.seed},
        {"verdict", rig::to_string(result.verdict)}, {"reason", result.reason},
        {"seconds", record.seconds()}, {"begun", utc_iso(record.environment.begun_unix_ns)},
        {"host", record.environment.host}, {"system", record.environment.system},
        {"cores", record.environment.cores}, {"program", record.environment.program},
        {"sampler_ticks", result.sampler_ticks}, {"sampler_missed", result.sampler_missed},
        {"overshoot_ms", std::chrono::duration<double, std::milli>(result.overshoot).count()},
        {"reproduce", record.reproduce}, {"expectations", std::move(lines)},
        {"faults", std::move(faults)}, {"phases", std::move(phases)}};
}

tl::expected<RunSummary, std::string> read_summary(std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) {
        return tl::unexpected(std::string("no JSON, or cut short"));
    }
    Fields fields(json);
    if (fields.text("schema") != kSchema) {
        return tl::unexpected("its schema is not " + std::string(kSchema));
    }
    RunSummary summary;
    summary.scenario = fields.text("scenario");
    summary.backend = fields.text("backend");
    summary.seed = fields.count("seed");
    summary.verdict = verdict_of(fields.text("verdict"));
    summary.reason = fields.text("reason");
    summary.seconds = fields.number("seconds");
    summary.reproduce = fields.text("reproduce");
    if (!summary.verdict) {
        fields.missing("verdict");
    }
    if (const auto begun = unix_seconds(fields.text("begun"))) {
        summary.begun_unix_s = *begun;
    } else {
        fields.missing("begun");
    }
    if (const auto* const lines = fields.array("expectations")) {
        for (const auto& each : *lines) {
            auto line = read_line(each);
            if (!line) {
                return tl::unexpected(std::move(line.error()));
            }
            summary.lines.push_back(std::move(*line));
        }
    }
    if (!fields.problem().empty()) {
        return tl::unexpected(fields.problem());
    }
    return summary;
}

RunSummary summary_of(const RunRecord& record)
{
    return {record.scenario.name, std::string(to_string(record.scenario.topology.backend)),
        record.seed, record.result.verdict, record.result.reason, record.seconds(),
        record.environment.begun_unix_ns / kNsPerSecond, record.reproduce,
        lines_since(record.environment.begun, record.result.lines)};
}

std::vector<RunSummary::Line> lines_of(const RunProgress& progress)
{
    return lines_since(progress.begun, progress.lines);
}

}  // namespace monitor::run
