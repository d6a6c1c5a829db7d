// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/recorded_scenario.h"

#include "rig/scenario/parse.h"
#include "rig/worker/option_values.h"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using rig::FaultKind;
using rig::scenario::RecordedFault;
using rig::scenario::Scenario;

Scenario read_again(const rig::Topology& topology, const std::vector<RecordedFault>& faults)
{
    const std::string text = rig::scenario::recorded_scenario("clicked", topology, faults);
    auto scenario = rig::scenario::parse_scenario(text);
    if (!scenario) {
        for (const auto& complaint : scenario.error()) {
            ADD_FAILURE() << complaint.text("clicked.json") << '\n' << text;
        }
        return {};
    }
    return std::move(*scenario);
}

rig::Topology a_topology()
{
    rig::Topology topology;
    topology.backend = ringlib::Backend::Mmap;
    topology.capacity = 1024;
    topology.event_size = 128;
    topology.max_consumers = 8;
    topology.producer.rate = {20'000};
    topology.producer.load = *rig::parse_load("sine:4s");
    topology.producer.batch = 16;
    topology.producer.wait = *rig::parse_wait("sleep:50us");
    topology.producer.coordination = *rig::parse_coordination("wait:2:5s");
    auto& liveness = topology.producer.liveness.emplace();
    liveness.required_consumer_ids = {"cp_1"};
    liveness.progress_timeout = 700ms;
    liveness.failure_action = ringlib::RequiredConsumerFailureAction::Evict;
    rig::ConsumerPlan slow;
    slow.id = "cp_0";
    slow.work = {5us, 9us};
    slow.batch = 4;
    slow.start = ringlib::StartAt::Next;
    topology.consumers = {slow, rig::ConsumerPlan()};
    topology.consumers.back().id = "cp_1";
    return topology;
}

TEST(RecordedScenario, IsReadAgainWithTheSameRig)
{
    const rig::Topology was = a_topology();
    const rig::Topology is = read_again(was, {}).topology;
    EXPECT_EQ(is.backend, was.backend);
    EXPECT_EQ(is.capacity, was.capacity);
    EXPECT_EQ(is.event_size, was.event_size);
    EXPECT_EQ(is.max_consumers, was.max_consumers);
    EXPECT_EQ(is.producer.rate, was.producer.rate);
    EXPECT_EQ(rig::to_text(is.producer.load), "sine:4s");
    EXPECT_EQ(is.producer.batch, 16U);
    EXPECT_EQ(rig::to_text(is.producer.wait), rig::to_text(was.producer.wait));
    EXPECT_EQ(rig::to_text(is.producer.coordination), "wait:2:5s");
    ASSERT_TRUE(is.producer.liveness);
    EXPECT_EQ(is.producer.liveness->required_consumer_ids, std::vector<std::string>{"cp_1"});
    EXPECT_EQ(is.producer.liveness->progress_timeout, 700ms);
    EXPECT_EQ(rig::to_text(is.producer.liveness->failure_action), "evict");
    ASSERT_EQ(is.consumers.size(), 2U);
    EXPECT_EQ(is.consumers[0].work, was.consumers[0].work);
    EXPECT_EQ(is.consumers[0].batch, 4U);
    EXPECT_EQ(is.consumers[0].start, ringlib::StartAt::Next);
    EXPECT_EQ(is.consumers[1].id, "cp_1");
}

TEST(RecordedScenario, DoesTheSameAtTheSameDistances)
{
    rig::Fault slow{FaultKind::Slow, "cp_0", {}, 1500ms};
    slow.parameters.factor = 10;
    rig::Fault rejoin{FaultKind::RejoinOther, "cp_1", {}, {}};
    rejoin.parameters.after = 200ms;
    rejoin.parameters.as = "cp_9";
    const Scenario scenario = read_again(
        a_topology(), {{110s, rejoin}, {100s, {FaultKind::Stall, "cp_1", {}, 5s}}, {103s, slow}});
    ASSERT_EQ(scenario.method.size(), 3U);
    EXPECT_EQ(scenario.method[0].fault.kind, FaultKind::Stall);
    EXPECT_EQ(scenario.method[0].at, 500ms);
    EXPECT_EQ(scenario.method[0].fault.duration, 5s);
    EXPECT_EQ(scenario.method[1].at, 3500ms);
    EXPECT_EQ(scenario.method[1].fault.parameters.factor, 10);
    EXPECT_EQ(scenario.method[2].at, 10'500ms);
    EXPECT_EQ(scenario.method[2].fault.parameters.as, "cp_9");
    EXPECT_GT(scenario.timeout, 30s);
    ASSERT_EQ(scenario.expect.size(), 1U);
    EXPECT_EQ(scenario.expect[0].subject, rig::scenario::Subject::Integrity);
}

// Whatever can be clicked can be written and read.
TEST(RecordedScenario, KnowsEveryFault)
{
    for (const rig::FaultShape& shape : rig::kFaultShapes) {
        if (shape.simulated_only) {
            continue;
        }
        rig::Fault fault;
        fault.kind = shape.kind;
        fault.target = shape.target == rig::FaultTarget::Ring ? ""
            : shape.target == rig::FaultTarget::Producer      ? "producer"
                                                              : "cp_1";
        const auto needed = [](rig::ParameterUse use) { return use == rig::ParameterUse::Needed; };
        if (needed(shape.factor)) {
            fault.parameters.factor = 3;
        }
        if (needed(shape.at)) {
            fault.parameters.at = rig::CrashPoint::Lease;
        }
        if (needed(shape.after)) {
            fault.parameters.after = 300ms;
        }
        if (needed(shape.as)) {
            fault.parameters.as = "cp_7";
        }
        if (needed(shape.duration)) {
            fault.duration = 400ms;
        }
        const Scenario scenario = read_again(a_topology(), {{7s, fault}});
        ASSERT_EQ(scenario.method.size(), 1U) << shape.name;
        EXPECT_EQ(scenario.method[0].fault.kind, shape.kind);
        EXPECT_EQ(scenario.method[0].fault.target, fault.target);
    }
}

}  // namespace
