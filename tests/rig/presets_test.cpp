// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/presets.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rig {
namespace {

using namespace std::chrono_literals;

const Preset& preset(std::string_view name)
{
    return *std::find_if(presets().begin(), presets().end(),
        [name](const Preset& each) { return each.name == name; });
}

TEST(Presets, HaveATitleAndSayWhatTheyAreFor)
{
    for (const Preset& each : presets()) {
        EXPECT_FALSE(each.title.empty() || each.why.empty()) << each.name;
    }
}

TEST(Presets, HaveTheirConsumers)
{
    const auto consumers
        = [](std::string_view name) { return preset(name).topology().consumers.size(); };
    EXPECT_EQ(consumers("1-1"), 1U);
    EXPECT_EQ(consumers("1-3"), 3U);
    EXPECT_EQ(consumers("1-8"), 8U);
}

TEST(Presets, OfASlowOneCannotKeepUp)
{
    const Topology topology = preset("slow-one").topology();
    const double per_second
        = 1e9 / static_cast<double>(topology.consumers[1].work.shortest.count());
    EXPECT_LT(per_second, static_cast<double>(*topology.producer.rate.per_second));
}

TEST(Topology, KnowsItsConsumersAndWhoIsRequired)
{
    Topology topology = preset("1-3").topology();
    EXPECT_EQ(topology.find_consumer("cp_1"), &topology.consumers[1]);
    EXPECT_EQ(topology.find_consumer("producer"), nullptr);
    EXPECT_FALSE(topology.is_required("cp_1"));
    topology.producer.liveness.emplace().required_consumer_ids = {"cp_1"};
    EXPECT_TRUE(topology.is_required("cp_1"));
    EXPECT_FALSE(topology.is_required("cp_0"));
}

ringlib::RingSnapshot reading(std::int64_t sequence, std::chrono::nanoseconds at)
{
    ringlib::RingSnapshot snapshot;
    snapshot.taken_ns = static_cast<std::uint64_t>(at.count());
    snapshot.capacity = 512;
    snapshot.event_size = 48;
    snapshot.producer.sequence = sequence;
    for (const char* const id : {"a", "b", "gone"}) {
        snapshot.consumers.emplace_back().id = id;
        snapshot.consumers.back().slot_state = ringlib::SlotState::Active;
    }
    snapshot.consumers.back().slot_state = ringlib::SlotState::Evicted;
    return snapshot;
}

TEST(TopologyLike, CopiesShapeRateAndConsumersOfARing)
{
    ringlib::RingSnapshot now = reading(1500, 2s);
    now.liveness.emplace().config.required_consumer_ids = {"b"};
    const auto topology = topology_like(reading(500, 1s), now);
    ASSERT_TRUE(topology);
    EXPECT_EQ(topology->capacity, 512U);
    EXPECT_EQ(topology->event_size, 64U);  // the next that a worker makes
    EXPECT_EQ(topology->producer.rate, Rate{1000});
    ASSERT_EQ(topology->consumers.size(), 2U);
    EXPECT_EQ(topology->consumers[1].id, "b");
    EXPECT_TRUE(topology->is_required("b"));
    EXPECT_FALSE(topology->is_required("a"));
}

TEST(TopologyLike, PublishesAlsoWhereTheRingWasIdle)
{
    EXPECT_EQ(topology_like(reading(500, 1s), reading(500, 2s))->producer.rate, Rate{1});
}

TEST(TopologyLike, NeedsReadingsInTheirOrderAndEventsThatAWorkerMakes)
{
    EXPECT_FALSE(topology_like(reading(1, 2s), reading(2, 1s)));
    EXPECT_FALSE(topology_like(reading(2, 1s), reading(1, 2s)));
    ringlib::RingSnapshot large = reading(2, 2s);
    large.event_size = 4097;
    EXPECT_FALSE(topology_like(reading(1, 1s), large));
}

}  // namespace
}  // namespace rig
