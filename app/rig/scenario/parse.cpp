// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/parse.h"

#include "rig/scenario/check.h"
#include "rig/scenario/keys.h"
#include "rig/scenario/scenario_keys.h"

#include <algorithm>

namespace rig::scenario {
namespace {

// "stall-1": as a reader would count them.
void name_steps(Scenario& scenario)
{
    for (std::size_t i = 0; i < scenario.method.size(); ++i) {
        Step& step = scenario.method[i];
        if (step.id.empty()) {
            step.id = std::string(to_string(step.fault.kind)) + '-' + std::to_string(i + 1);
        }
    }
    std::stable_sort(scenario.method.begin(), scenario.method.end(),
        [](const Step& a, const Step& b) { return a.at < b.at; });
}

bool comes_before(const Complaint& a, const Complaint& b)
{
    return a.place.line != b.place.line ? a.place.line < b.place.line
                                        : a.place.column < b.place.column;
}

}  // namespace

tl::expected<Scenario, Complaints> parse_scenario(std::string_view text)
{
    if (text.size() > kFileBytesMax) {
        return tl::unexpected(Complaints{{{}, "more than 1 MiB (no scenario is as long)"}});
    }
    JsonTree tree = parse_json(text);
    Complaints complaints = std::move(tree.complaints);
    if (!tree.whole) {
        return tl::unexpected(std::move(complaints));
    }
    Scenario scenario;
    read_object<Scenario>(tree.root, {"the scenario", scenario_keys()}, scenario, complaints);
    if (complaints.empty()) {  // else half of it would be found missing here
        name_steps(scenario);
        check_scenario(scenario, tree.root, complaints);
    }
    if (!complaints.empty()) {
        std::stable_sort(complaints.begin(), complaints.end(), comes_before);
        return tl::unexpected(std::move(complaints));
    }
    return scenario;
}

}  // namespace rig::scenario
