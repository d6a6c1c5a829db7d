// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/keys.h"

#include "rig/control_command.h"
#include "rig/quantity.h"
#include "rig/worker/option_values.h"

#include <array>
#include <charconv>

namespace rig::scenario {
namespace {

std::optional<double> number_between(std::string_view text, double least, double most)
{
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool right = error == std::errc{} && rest == text.data() + text.size() && number >= least
        && number <= most;
    return right ? std::optional(number) : std::nullopt;
}

std::optional<CrashPoint> crash_point(std::string_view text)
{
    struct Named {
        std::string_view name;
        CrashPoint point;
    };
    constexpr std::array kPoints = {Named{"claim", CrashPoint::Claim},
        Named{"write", CrashPoint::Write}, Named{"publish", CrashPoint::Publish},
        Named{"lease", CrashPoint::Lease}, Named{"join", CrashPoint::Join}};
    for (const Named& each : kPoints) {
        if (each.name == text) {
            return each.point;
        }
    }
    return std::nullopt;
}

std::optional<FaultKind> fault_kind(std::string_view text)
{
    const FaultShape* const shape = find_fault_shape(text);
    return shape != nullptr ? std::optional(shape->kind) : std::nullopt;
}

std::optional<std::string> step_id(std::string_view text)
{
    return is_consumer_id(text) ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> any_text(std::string_view text)
{
    return std::string(text);
}

constexpr std::string_view kFault = "one of the faults below";
constexpr std::string_view kName = "a name, [A-Za-z0-9._-]{1,31}";

constexpr std::array kStepKeys
    = {Key<Step>{{"at", kTime, "When, counted from the steady state; 0s"},
           [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
               step.at = read_time(value, shape, complaints).value_or(step.at);
           }},
        Key<Step>{{"fault", kFault, "What is done", true},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.kind
                    = read_word(value, shape, complaints, fault_kind).value_or(step.fault.kind);
            }},
        Key<Step>{
            {"target", "producer, or a consumer's id; for a ring's faults leave it out", "To whom"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.target = read_word(value, shape, complaints, any_text).value_or("");
            }},
        Key<Step>{{"id", kName, "How expectations name it; the fault and its place"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.id = read_word(value, shape, complaints, step_id).value_or("");
            }},
        Key<Step>{{"for", kPositiveTime, "Heals by itself that long after its proof"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.duration = read_time(value, shape, complaints);
            }},
        Key<Step>{{"factor", "a number above 0, up to 1e6", "How much slower, or faster"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.parameters.factor
                    = read_word(value, shape, complaints, [](std::string_view text) {
                          const auto factor = number_between(text, 0, kLoadFactorMax);
                          return factor && *factor > 0 ? factor : std::nullopt;
                      });
            }},
        Key<Step>{{"point", "one of claim, write, publish, lease, join", "Where it crashes"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.parameters.at = read_word(value, shape, complaints, crash_point);
            }},
        Key<Step>{{"after", kTime, "How long until it is started (again)"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.parameters.after = read_time(value, shape, complaints);
            }},
        Key<Step>{{"as", "an id, [A-Za-z0-9._-]{1,31}", "Under which other id it comes back"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.parameters.as = read_word(value, shape, complaints, step_id);
            }},
        Key<Step>{{"intensity", "a number from 0 to 1", "0: nothing is done, as a comparison; 1"},
            [](const JsonNode& value, const KeyShape& shape, Step& step, Complaints& complaints) {
                step.fault.parameters.intensity
                    = read_word(value, shape, complaints, [](std::string_view text) {
                          return number_between(text, 0, 1);
                      }).value_or(1);
            }}};

std::optional<DurationRange> range_up_to_cap(std::string_view text)
{
    const auto range = parse_duration_range(text);
    const bool right = range && range->shortest.count() > 0 && range->longest <= kTimeoutMax;
    return right ? range : std::nullopt;
}

constexpr std::string_view kRange = "a time above 0, or T1..T2, up to 1h";

constexpr std::array kSoakKeys = {
    Key<Soak>{{"for", kPositiveTime, "How long faults are drawn", true},
        [](const JsonNode& value, const KeyShape& shape, Soak& soak, Complaints& complaints) {
            soak.lasting = read_time(value, shape, complaints).value_or(soak.lasting);
        }},
    Key<Soak>{{"every", kRange, "From one fault to the next, at least 10ms; 300ms..900ms"},
        [](const JsonNode& value, const KeyShape& shape, Soak& soak, Complaints& complaints) {
            soak.every = read_word(value, shape, complaints, range_up_to_cap).value_or(soak.every);
        }},
    Key<Soak>{
        {"fault", kRange, "How long each lasts, or until who was killed is back; 50ms..400ms"},
        [](const JsonNode& value, const KeyShape& shape, Soak& soak, Complaints& complaints) {
            soak.fault = read_word(value, shape, complaints, range_up_to_cap).value_or(soak.fault);
        }},
    Key<Soak>{
        {"faults", "a list of stall, freeze, kill, rejoin, restart", "What is drawn from", true},
        [](const JsonNode& value, const KeyShape& shape, Soak& soak, Complaints& complaints) {
            for (const std::string& name :
                read_texts(value, shape, complaints).value_or(std::vector<std::string>())) {
                const auto kind = fault_kind(name);
                using enum FaultKind;
                if (kind
                    && (*kind == Stall || *kind == Freeze || *kind == Kill || *kind == Rejoin
                        || *kind == Restart)) {
                    soak.kinds.push_back(*kind);
                } else {
                    complaints.push_back({value.place,
                        std::string(shape.key) + ": " + in_quotes(name) + " (give "
                            + std::string(shape.value) + ")"});
                }
            }
        }},
    Key<Soak>{{"targets", "a list of ids and producer", "Who may be hit", true},
        [](const JsonNode& value, const KeyShape& shape, Soak& soak, Complaints& complaints) {
            soak.targets
                = read_texts(value, shape, complaints).value_or(std::vector<std::string>());
        }}};

}  // namespace

std::span<const Key<Step>> step_keys()
{
    return kStepKeys;
}
std::span<const Key<Soak>> soak_keys()
{
    return kSoakKeys;
}

std::optional<std::chrono::nanoseconds> read_time(
    const JsonNode& value, const KeyShape& shape, Complaints& complaints)
{
    const std::chrono::nanoseconds least(shape.value == kPositiveTime ? 1 : 0);
    return read_word(value, shape, complaints, [least](std::string_view text) {
        const auto time = parse_duration(text);
        return time && *time >= least && *time <= kTimeoutMax ? time : std::nullopt;
    });
}

std::optional<bool> read_boolean(
    const JsonNode& value, const KeyShape& shape, Complaints& complaints)
{
    if (value.kind == JsonNode::Kind::Boolean) {
        return value.text == "true";
    }
    complain_about(value, shape, complaints);
    return std::nullopt;
}

}  // namespace rig::scenario
