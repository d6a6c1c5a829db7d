// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/recorded_scenario.h"

#include "rig/scenario/scenario.h"
#include "rig/worker/option_values.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rig::scenario {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

constexpr auto kFirst = 500ms;
constexpr auto kAfterwards = 30s;  // to heal, to recover and to end

Json liveness_json(const ringlib::RequiredConsumerLivenessConfig& liveness)
{
    return {{"required", liveness.required_consumer_ids},
        {"startup_wait", to_text(liveness.startup_wait_timeout)},
        {"progress_timeout", to_text(liveness.progress_timeout)},
        {"check_interval", to_text(liveness.progress_check_interval)},
        {"grace", to_text(liveness.shutdown_grace_period)},
        {"on_failure", to_text(liveness.failure_action)}};
}

Json producer_json(const ProducerPlan& producer)
{
    Json json{{"rate", to_text(producer.rate)}, {"pattern", to_text(producer.load)},
        {"batch", producer.batch}, {"wait", to_text(producer.wait)},
        {"coordination", to_text(producer.coordination)}};
    if (producer.liveness) {
        json["liveness"] = liveness_json(*producer.liveness);
    }
    return json;
}

Json consumer_json(const ConsumerPlan& consumer)
{
    Json json{{"id", consumer.id}, {"work", to_text(consumer.work)},
        {"wait", to_text(consumer.wait)}, {"joins_after", to_text(consumer.joins_after)},
        {"ready_timeout", to_text(consumer.ready_timeout)}};
    if (consumer.batch) {
        json["batch"] = *consumer.batch;
    }
    if (const auto start = to_text(consumer.start); !start.empty()) {
        json["start"] = start;
    }
    return json;
}

Json topology_json(const Topology& topology)
{
    Json json{{"backend", topology.backend == ringlib::Backend::Shm ? "shm" : "mmap"},
        {"capacity", topology.capacity}, {"event_size", topology.event_size},
        {"producer", producer_json(topology.producer)}, {"consumers", Json::array()}};
    if (topology.max_consumers) {
        json["max_consumers"] = *topology.max_consumers;
    }
    for (const ConsumerPlan& consumer : topology.consumers) {
        json["consumers"].push_back(consumer_json(consumer));
    }
    return json;
}

Json step_json(const Fault& fault, std::chrono::nanoseconds at)
{
    const FaultParameters& parameters = fault.parameters;
    Json json{{"at", to_text(at)}, {"fault", to_string(fault.kind)}};
    if (!fault.target.empty()) {
        json["target"] = fault.target;
    }
    if (fault.duration) {
        json["for"] = to_text(*fault.duration);
    }
    if (parameters.factor) {
        json["factor"] = *parameters.factor;
    }
    if (parameters.at) {
        json["point"] = to_string(*parameters.at);
    }
    if (parameters.after) {
        json["after"] = to_text(*parameters.after);
    }
    if (parameters.as) {
        json["as"] = *parameters.as;
    }
    if (parameters.intensity < 1) {
        json["intensity"] = parameters.intensity;
    }
    return json;
}

}  // namespace

std::string recorded_scenario(
    std::string_view name, const Topology& topology, const std::vector<RecordedFault>& faults)
{
    std::vector<RecordedFault> sorted = faults;
    std::stable_sort(sorted.begin(), sorted.end(),
        [](const RecordedFault& a, const RecordedFault& b) { return a.at < b.at; });
    Json method = Json::array();
    std::chrono::nanoseconds end = kFirst;
    for (const RecordedFault& each : sorted) {
        // What has to be known before the start was done before it.
        const bool first = shape_of(each.fault.kind).before_start;
        const auto at = first ? 0ns : each.at - sorted.front().at + kFirst;
        method.push_back(step_json(each.fault, at));
        end = std::max(end, at + each.fault.duration.value_or(0ns));
    }
    const Json scenario{{"schema", "ringscope.scenario/1"}, {"name", name},
        {"why", "What was clicked."}, {"topology", topology_json(topology)},
        {"steady_state",
            {{"for", "1s"},
                {"expect",
                    {{{"ring", "state"}, {"is", "LIVE"}}, {{"consumer", "*"}, {"state", "OK"}}}}}},
        {"method", std::move(method)}, {"expect", {{{"always", "integrity"}}}}, {"heal", "always"},
        {"timeout", to_text(std::min<std::chrono::nanoseconds>(end + kAfterwards, kTimeoutMax))}};
    return scenario.dump(2) + '\n';
}

}  // namespace rig::scenario
