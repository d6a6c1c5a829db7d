// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/run_summary.h"

namespace monitor::run {
namespace {

using rig::scenario::FaultObservation;
using Json = nlohmann::ordered_json;

Json since(const RunRecord& record, const std::optional<rig::scenario::Time>& time)
{
    return time ? Json(to_seconds(time_of(*time) - record.environment.begun)) : Json(nullptr);
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
    return {{"schema", "ringscope.run/1"}, {"scenario", record.scenario.name},
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

}  // namespace monitor::run
