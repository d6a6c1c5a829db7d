// SPDX-License-Identifier: MIT OR Apache-2.0
// A scenario file of somebody else: whatever it holds, all that is wrong with it is said, where it
// stands, and what is taken keeps to its limits and can be told and drawn.
#include "fuzz/fuzz_input.h"
#include "rig/scenario/description.h"
#include "rig/scenario/engine.h"
#include "rig/scenario/parse.h"
#include "rig/scenario/soak.h"

#include <algorithm>
#include <string>

namespace {

using fuzz::require;
using namespace rig::scenario;

void require_tame(const std::string& text, const char* rule)
{
    for (const char c : text) {
        require(static_cast<unsigned char>(c) >= ' ' && c != '\x7f', rule);
    }
}

void examine(const Complaints& complaints, unsigned lines)
{
    require(!complaints.empty(), "who refuses says why");
    for (const Complaint& complaint : complaints) {
        require_tame(complaint.text("f"), "a complaint is one line, with no control character");
        require(complaint.place.line >= 1 && complaint.place.line <= lines
                && complaint.place.column >= 1,
            "a complaint is about a place in the file");
    }
}

void examine(Scenario scenario)
{
    require(scenario.method.size() <= kStepsMax && scenario.expect.size() <= kExpectationsMax,
        "no more steps and expectations than there may be");
    require(scenario.topology.consumers.size() < kProcessesMax, "no more processes");
    require(scenario.topology.capacity * scenario.topology.event_size <= kRingBytesMax,
        "no larger ring");
    require(scenario.timeout.count() > 0 && scenario.timeout <= kTimeoutMax, "no longer run");
    if (scenario.soak) {
        scenario.method = draw_method(*scenario.soak, 7);
    }
    for (const Step& step : scenario.method) {
        require(step.at < scenario.timeout, "a step comes before the end");
    }
    std::string plan = plan_of(scenario);
    std::erase(plan, '\n');
    require_tame(plan, "a plan has no control character in it");
    Engine engine(std::move(scenario));
    require(!engine.advance(Time(1), {}).empty(), "a run begins");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::string text = input.take_text(size);
    auto scenario = parse_scenario(text);
    if (scenario) {
        examine(std::move(*scenario));
    } else {
        examine(scenario.error(),
            static_cast<unsigned>(std::count(text.begin(), text.end(), '\n')) + 1);
    }
    return 0;
}
