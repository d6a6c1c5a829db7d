// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ringlib {
namespace {

std::optional<std::uint64_t> value_of(const std::string& ring, const std::string& label)
{
    auto observer = RingObserver::attach(ring);
    RingSnapshot snapshot;
    if (!observer || !observer->snapshot(snapshot)) {
        return std::nullopt;
    }
    const auto found = std::find_if(snapshot.counters.begin(), snapshot.counters.end(),
        [&](const CounterValue& counter) { return counter.label == label; });
    return found == snapshot.counters.end() ? std::nullopt : std::optional(found->value);
}

TEST(Counters, CountWhatWasPublishedAndConsumedOnEveryPath)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 2);
    producer.try_publish_batch(3, [](Tick& event, std::size_t i) { event.value = 2 + i; });
    std::move(*producer.try_claim()).publish();
    EXPECT_TRUE(consumer.try_consume_next());
    EXPECT_TRUE(consumer.try_consume_next_leased());
    EXPECT_TRUE(consumer.try_lease_batch(2));
    EXPECT_EQ(consumer.process_available([](const Tick&, Sequence) {}, 1), 1U);
    EXPECT_EQ(value_of(ring.name(), "events_published"), 6U);
    EXPECT_EQ(value_of(ring.name(), "cp_0.events_consumed"), 5U);
    EXPECT_EQ(value_of(ring.name(), "cp_0.consumer_lag_max"), 6U);
}

TEST(Counters, CountEachTimeTheRingFilledUp)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(publish(producer, 9), 8U);
        EXPECT_EQ(publish(producer, 1), 0U);
        drain(consumer);
    }
    EXPECT_EQ(value_of(ring.name(), "producer_full_events"), 3U);
}

TEST(Counters, OfTheApplicationAreSeenByObservers)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    auto orders = producer.register_counter(0x100, "orders_seen");
    ASSERT_TRUE(orders);
    orders->add(7);
    orders->record_max(5);
    EXPECT_EQ(value_of(ring.name(), "orders_seen"), 7U);
    auto again = producer.register_counter(0x100, "orders_seen");
    again->add();
    EXPECT_EQ(orders->value(), 8U);
}

TEST(Counters, RefuseIdsOfTheLibraryBadLabelsAndTheSixtyFifth)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    EXPECT_EQ(producer.register_counter(0xff, "x").error().code, Errc::InvalidConfig);
    EXPECT_EQ(producer.register_counter(0x100, "").error().code, Errc::InvalidConfig);
    EXPECT_EQ(
        producer.register_counter(0x100, std::string(48, 'x')).error().code, Errc::InvalidConfig);
    for (std::uint32_t i = 0; i < 64; ++i) {
        ASSERT_TRUE(producer.register_counter(0x100 + i, "c")) << i;
    }
    EXPECT_EQ(producer.register_counter(0x200, "c").error().code, Errc::NoSpace);
}

}  // namespace
}  // namespace ringlib
