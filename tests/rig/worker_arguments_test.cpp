// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_arguments.h"

#include "rig/worker/worker_options.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringlib::CoordinationMode;
using ringlib::WaitStrategy;

const RingTarget kRing{ringlib::Backend::Shm, "orders"};
const RingTarget kFile{ringlib::Backend::Mmap, "/var/tmp/orders"};

/// What ringworker makes of these words; one it refuses is a failure.
template <typename Options>
Options read(const std::vector<std::string>& words)
{
    std::vector<const char*> argv{"ringworker"};
    for (const std::string& word : words) {
        argv.push_back(word.c_str());
    }
    const auto line
        = parse_worker_command_line(static_cast<int>(argv.size()), argv.data(), "ringworker");
    const auto* error = std::get_if<UsageError>(&line);
    EXPECT_EQ(error, nullptr) << error->what;
    return std::get<Options>(line);
}

ProduceOptions produced(const Topology& topology)
{
    return read<ProduceOptions>(producer_arguments(topology, kRing, ringlib::OnExisting::Recreate));
}

Topology everything()
{
    Topology topology;
    topology.capacity = 512;
    topology.event_size = 128;
    topology.max_consumers = 5;
    topology.producer.rate = Rate{1234};
    topology.producer.load = BurstLoad{20ms, 30ms};
    topology.producer.batch = 7;
    topology.producer.seed = 9;
    topology.producer.wait = WaitStrategy::sleep(50us);
    topology.producer.coordination = CoordinationMode::wait_for_consumers(2, 3s);
    ringlib::RequiredConsumerLivenessConfig liveness;
    liveness.required_consumer_ids = {"a", "b"};
    liveness.startup_wait_timeout = 2s;
    liveness.progress_timeout = 300ms;
    liveness.progress_check_interval = 7ms;
    liveness.shutdown_grace_period = 0ms;
    liveness.failure_action = ringlib::RequiredConsumerFailureAction::Evict;
    topology.producer.liveness = liveness;
    return topology;
}

TEST(WorkerArguments, OfAProducerAreReadAsTheyWereMeant)
{
    const ProduceOptions options = produced(everything());
    EXPECT_EQ(options.ring.name, "orders");
    EXPECT_EQ(options.ring.backend, ringlib::Backend::Shm);
    EXPECT_EQ(options.capacity, 512U);
    EXPECT_EQ(options.event_size, 128U);
    EXPECT_EQ(options.max_consumers, 5U);
    EXPECT_EQ(options.rate, Rate{1234});
    EXPECT_EQ(std::get<BurstLoad>(options.load).on, 20ms);
    EXPECT_EQ(std::get<BurstLoad>(options.load).off, 30ms);
    EXPECT_EQ(options.batch, 7U);
    EXPECT_EQ(options.seed, 9U);
    EXPECT_EQ(options.wait.duration(), 50us);
    EXPECT_EQ(options.coordination.count(), 2U);
    EXPECT_EQ(options.coordination.timeout(), 3s);
    EXPECT_EQ(options.on_existing, ringlib::OnExisting::Recreate);
    EXPECT_TRUE(options.control);
    ASSERT_TRUE(options.liveness);
    EXPECT_EQ(options.liveness->required_consumer_ids, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(options.liveness->startup_wait_timeout, 2s);
    EXPECT_EQ(options.liveness->progress_timeout, 300ms);
    EXPECT_EQ(options.liveness->progress_check_interval, 7ms);
    EXPECT_EQ(options.liveness->shutdown_grace_period, 0ms);
    EXPECT_EQ(options.liveness->failure_action, ringlib::RequiredConsumerFailureAction::Evict);
}

TEST(WorkerArguments, OfAConsumerAreReadAsTheyWereMeant)
{
    ConsumerPlan plan;
    plan.id = "cp_7";
    plan.work = {1us, 5us};
    plan.batch = 3;
    plan.wait = WaitStrategy::spin_then_yield(10);
    plan.start = ringlib::StartAt::Oldest;
    plan.ready_timeout = 2s;
    const auto options = read<ConsumeOptions>(consumer_arguments(plan, kFile));
    EXPECT_EQ(options.ring.backend, ringlib::Backend::Mmap);
    EXPECT_EQ(options.ring.name, "/var/tmp/orders");
    EXPECT_EQ(options.id, "cp_7");
    EXPECT_EQ(options.work, plan.work);
    EXPECT_EQ(options.batch, 3U);
    EXPECT_EQ(options.wait.spins(), 10U);
    EXPECT_EQ(options.start, ringlib::StartAt::Oldest);
    EXPECT_EQ(options.ready_timeout, 2s);
    EXPECT_TRUE(options.control);
    ConsumerPlan plain;
    plain.id = "a";
    const auto defaults = read<ConsumeOptions>(consumer_arguments(plain, kRing));
    EXPECT_EQ(defaults.start, ringlib::StartAt::Default);
    EXPECT_FALSE(defaults.batch);
    EXPECT_EQ(defaults.work, DurationRange{});
}

TEST(WorkerArguments, KeepEachWordOfEachKind)
{
    using Wait = WaitStrategy;
    for (const Wait& wait : {Wait::busy_spin(), Wait::busy_spin_with_hint(), Wait::block()}) {
        Topology topology;
        topology.producer.wait = wait;
        EXPECT_EQ(produced(topology).wait.kind(), wait.kind());
    }
    for (const auto& mode :
        {CoordinationMode::immediate(), CoordinationMode::buffer_until_consumers(9)}) {
        Topology topology;
        topology.producer.coordination = mode;
        EXPECT_EQ(produced(topology).coordination.kind(), mode.kind());
        EXPECT_EQ(produced(topology).coordination.count(), mode.count());
    }
    Topology topology;
    topology.producer.load = SineLoad{2s};
    EXPECT_EQ(std::get<SineLoad>(produced(topology).load).period, 2s);
    topology.producer.load = RampLoad{1, 1000, 5s};  // with rates of its own
    EXPECT_EQ(std::get<RampLoad>(produced(topology).load).to, 1000U);
    topology.producer = {};
    topology.producer.rate = Rate{};
    EXPECT_TRUE(produced(topology).rate.is_max());
    for (const auto start : {ringlib::StartAt::Next, ringlib::StartAt::Resume}) {
        ConsumerPlan plan;
        plan.id = "a";
        plan.start = start;
        EXPECT_EQ(read<ConsumeOptions>(consumer_arguments(plan, kRing)).start, start);
    }
    for (const auto action : {ringlib::OnExisting::Refuse, ringlib::OnExisting::TakeOver}) {
        EXPECT_EQ(read<ProduceOptions>(producer_arguments({}, kRing, action)).on_existing, action);
    }
}

}  // namespace
}  // namespace rig
