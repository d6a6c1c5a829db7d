// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/scenario_keys.h"

#include "rig/scenario/keys.h"

#include <algorithm>
#include <array>

namespace rig::scenario {
namespace {

constexpr std::size_t kNameMax = 48;
constexpr std::ptrdiff_t kWhyMax = 1000;  // characters

// It becomes the name of a folder and part of the name of a ring.
std::optional<std::string> scenario_name(std::string_view text)
{
    const bool right = !text.empty() && text.size() <= kNameMax && text.front() != '-'
        && std::all_of(text.begin(), text.end(),
            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    return right ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> short_text(std::string_view text)
{
    const auto characters = std::count_if(text.begin(), text.end(),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return characters <= kWhyMax ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> the_schema(std::string_view text)
{
    return text == kScenarioSchema ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> the_heal(std::string_view text)
{
    return text == "always" ? std::optional(std::string(text)) : std::nullopt;
}

void read_method(
    const JsonNode& value, const KeyShape& shape, Scenario& scenario, Complaints& complaints)
{
    if (!is_list(value, shape, kStepsMax, complaints)) {
        return;
    }
    for (const JsonNode& item : value.items) {
        Step step;
        step.place = item.place;
        read_object<Step>(item, {"a step", step_keys()}, step, complaints);
        scenario.method.push_back(std::move(step));
    }
}

constexpr std::array kSteadyKeys
    = {Key<SteadyState>{{"for", kTime, "How long all of it has to hold in one piece; 1s"},
           [](const JsonNode& value, const KeyShape& shape, SteadyState& steady,
               Complaints& complaints) {
               steady.lasting = read_time(value, shape, complaints).value_or(steady.lasting);
           }},
        Key<SteadyState>{{"within", kPositiveTime, "How long to wait for that; 10s"},
            [](const JsonNode& value, const KeyShape& shape, SteadyState& steady,
                Complaints& complaints) {
                steady.within = read_time(value, shape, complaints).value_or(steady.within);
            }},
        Key<SteadyState>{{"again", "true or false", "Has to hold again when all is healed; true"},
            [](const JsonNode& value, const KeyShape& shape, SteadyState& steady,
                Complaints& complaints) {
                steady.again = read_boolean(value, shape, complaints).value_or(steady.again);
            }},
        Key<SteadyState>{{"expect", "a list of expectations without during, after and always",
                             "What a healthy rig looks like", true},
            [](const JsonNode& value, const KeyShape& shape, SteadyState& steady,
                Complaints& complaints) {
                steady.expect = read_expectations(value, shape, Scope::Baseline, complaints);
            }}};

constexpr std::array kKeys = {
    Key<Scenario>{{"schema", "ringscope.scenario/1", "Which kind of file this is", true},
        [](const JsonNode& value, const KeyShape& shape, Scenario& /*scenario*/,
            Complaints& complaints) {
            static_cast<void>(read_word(value, shape, complaints, the_schema));
        }},
    Key<Scenario>{{"name", "[a-z0-9-]{1,48}, as stall-required-consumer",
                      "Names the folder of its runs", true},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            scenario.name = read_word(value, shape, complaints, scenario_name).value_or("");
        }},
    Key<Scenario>{{"why", "a sentence of up to 1000 characters", "What it shows"},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            scenario.why = read_word(value, shape, complaints, short_text).value_or("");
        }},
    Key<Scenario>{{"topology", "an object, see below", "The ring and the processes", true},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            read_object<Topology>(
                value, {shape.key, topology_keys()}, scenario.topology, complaints);
            scenario.names_backend = std::any_of(value.members.begin(), value.members.end(),
                [](const JsonMember& member) { return member.key == "backend"; });
        }},
    Key<Scenario>{{"steady_state", "an object, see below",
                      "Holds before anything is broken, and again when all is healed", true},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            read_object<SteadyState>(
                value, {shape.key, steady_state_keys()}, scenario.steady, complaints);
        }},
    Key<Scenario>{{"method", "a list of at most 256 steps, see below", "What is broken, and when"},
        read_method},
    Key<Scenario>{{"soak", "an object, see below", "Instead of a method: faults drawn by lot"},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            scenario.soak.emplace().place = value.place;
            read_object<Soak>(value, {shape.key, soak_keys()}, *scenario.soak, complaints);
        }},
    Key<Scenario>{
        {"expect", "a list of at most 256 expectations, see below", "What has to come of it"},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            scenario.expect = read_expectations(value, shape, Scope::Always, complaints);
        }},
    Key<Scenario>{{"observe", kTime, "How long to look on after the last step, at least; 1s"},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            scenario.observe = read_time(value, shape, complaints).value_or(scenario.observe);
        }},
    Key<Scenario>{{"heal", "always", "Every fault is healed at the end, whatever comes; always"},
        [](const JsonNode& value, const KeyShape& shape, Scenario& /*scenario*/,
            Complaints& complaints) {
            static_cast<void>(read_word(value, shape, complaints, the_heal));
        }},
    Key<Scenario>{{"timeout", kPositiveTime, "Ends the run, which is ABORTED then; 60s"},
        [](const JsonNode& value, const KeyShape& shape, Scenario& scenario,
            Complaints& complaints) {
            scenario.timeout = read_time(value, shape, complaints).value_or(scenario.timeout);
        }}};

}  // namespace

std::span<const Key<Scenario>> scenario_keys()
{
    return kKeys;
}

std::span<const Key<SteadyState>> steady_state_keys()
{
    return kSteadyKeys;
}

}  // namespace rig::scenario
