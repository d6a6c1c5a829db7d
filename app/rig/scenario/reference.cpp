// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/keys.h"
#include "rig/scenario/parse.h"
#include "rig/scenario/scenario_keys.h"

namespace rig::scenario {
namespace {

constexpr std::string_view kBegin = R"(# Scenario files

What `ringctl run` reads: JSON, with `//` and `/* */` comments. This page is printed by
`ringctl scenarios --reference` from the tables by which such a file is read. A file with an unknown key, a wrong value
or times that cannot happen is refused before anything is started, with all that is wrong and where it stands.

)";

constexpr std::string_view kRest = R"( Only the processes and the ring that
the run itself made are ever hit. `ringctl run --dry-run FILE` reads a file and says what it would do.

Times are written as `250ms` or `5s`, numbers as `64`, `4Ki` or `20M`. Where a default is named, it stands behind the
semicolon.
)";

std::string limits()
{
    const auto counted
        = [](std::size_t count, const char* what) { return std::to_string(count) + " " + what; };
    return "At most " + counted(kProcessesMax, "processes, ") + counted(kStepsMax, "steps, ")
        + counted(kExpectationsMax, "expectations, ") + counted(kFileBytesMax >> 20U, "MiB, ")
        + counted(kJsonDepthMax, "levels deep, ")
        + counted(std::chrono::duration_cast<std::chrono::hours>(kTimeoutMax).count(), "h.");
}

std::string cell(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        escaped += c == '|' ? "\\|" : c == '*' ? "\\*" : std::string(1, c);
    }
    return escaped;
}

template <typename Target>
std::string table(std::string_view title, std::span<const Key<Target>> keys)
{
    std::string text
        = "\n## " + std::string(title) + "\n\n| Key | Value | Meaning |\n|---|---|---|\n";
    for (const Key<Target>& key : keys) {
        text += "| `" + std::string(key.shape.key) + "`" + (key.shape.needed ? " (needed)" : "")
            + " | " + cell(key.shape.value) + " | " + cell(key.shape.meaning) + " |\n";
    }
    return text;
}

std::string_view in_words(FaultTarget target)
{
    switch (target) {
    case FaultTarget::Worker:
        return "a consumer or the producer";
    case FaultTarget::Consumer:
        return "a consumer";
    case FaultTarget::Producer:
        return "the producer";
    case FaultTarget::Ring:
        break;
    }
    return "the ring";
}

std::string parameters(const FaultShape& shape)
{
    std::string text;
    const auto add = [&text](std::string_view name, ParameterUse use) {
        if (use != ParameterUse::None) {
            text += (text.empty() ? "`" : ", `") + std::string(name) + "`"
                + (use == ParameterUse::Needed ? " (needed)" : "");
        }
    };
    add("factor", shape.factor);
    add("point", shape.at);
    add("after", shape.after);
    add("as", shape.as);
    add("for", shape.duration);
    return text;
}

std::string faults()
{
    std::string text = "\n## Faults\n\n| Fault | Hits | Keys |\n|---|---|---|\n";
    for (const FaultShape& shape : kFaultShapes) {
        if (!shape.simulated_only) {
            text += "| `" + std::string(shape.name) + "` | " + std::string(in_words(shape.target))
                + " | " + parameters(shape) + " |\n";
        }
    }
    return text;
}

std::string forms()
{
    std::string text = "\n### Forms\n\n| Written | Expects |\n|---|---|\n";
    for (const ExpectationForm& form : expectation_forms()) {
        text += "| `" + std::string(form.written) + "` | " + std::string(form.meaning) + " |\n";
    }
    return text;
}

std::string times()
{
    std::string text = R"(
### Times

`within` takes sums of times and of these names, each with a factor if need be: `progress_timeout + 2 x check_interval`.

| Name | Is |
|---|---|
)";
    for (const TimeWord& word : time_words()) {
        text += "| `" + std::string(word.text) + "` | " + std::string(word.meaning) + " |\n";
    }
    return text;
}

}  // namespace

std::string scenario_reference()
{
    return std::string(kBegin) + limits() + std::string(kRest) + table("The file", scenario_keys())
        + table("`topology`", topology_keys()) + table("`producer`", producer_keys())
        + table("`liveness`", liveness_keys()) + table("One of the `consumers`", consumer_keys())
        + table("`steady_state`", steady_state_keys())
        + table("A step of the `method`", step_keys()) + faults() + table("`soak`", soak_keys())
        + table("An expectation", expectation_keys()) + forms() + times();
}

}  // namespace rig::scenario
