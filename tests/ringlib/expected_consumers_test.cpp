// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"
#include "expected_consumers.h"

#include <gtest/gtest.h>
#include <optional>
#include <thread>

namespace ringlib {
namespace {

ProducerBuilder<Tick> builder(const ringtest::TemporaryRing& ring)
{
    return build_shared_single_producer<Tick>(ring.name(), 8);
}

TEST(ExpectedConsumers, GateFromZeroUntilTheyWereSeen)
{
    const ringtest::TemporaryRing ring;
    auto producer = builder(ring).discover_consumer_with_prefix(2, "cp").build_producer();
    EXPECT_EQ(publish(*producer, 20), 8U);
    Consumer<Tick> first = make_consumer(ring.name(), "cp_0");
    EXPECT_EQ(drain(first), 8);
    EXPECT_EQ(publish(*producer, 20), 0U);
    Consumer<Tick> second = make_consumer(ring.name(), "cp_1");
    EXPECT_EQ(drain(second), 8);
    EXPECT_EQ(publish(*producer, 20), 8U);
}

TEST(ExpectedConsumers, GateNoLongerOnceSeenAndGone)
{
    const ringtest::TemporaryRing ring;
    auto producer = builder(ring).discover_consumer_with_prefix(1, "cp").build_producer();
    EXPECT_EQ(publish(*producer, 20), 8U);
    {
        const Consumer<Tick> seen = make_consumer(ring.name(), "cp_0");
    }
    EXPECT_EQ(publish(*producer, 20), 20U);
}

TEST(ExpectedConsumers, AreNotReplacedByOthers)
{
    const ringtest::TemporaryRing ring;
    auto producer = builder(ring)
                        .with_max_consumers(2)
                        .discover_consumer_with_prefix(1, "cp")
                        .build_producer();
    Consumer<Tick> other = make_consumer(ring.name(), "other");
    EXPECT_EQ(publish(*producer, 20), 8U);
    EXPECT_EQ(drain(other), 8);
    EXPECT_EQ(publish(*producer, 20), 0U);
    const auto second
        = attach_shared_consumer<Tick>(ring.name(), 8).with_consumer_id("second").build_consumer();
    EXPECT_EQ(second.error().code, Errc::NoFreeSlot);  // the last slot is kept for cp_0
    EXPECT_EQ(make_consumer(ring.name(), "cp_0").current_sequence(), kNoSequence);
}

TEST(ExpectedConsumers, OfAnyIdAreCounted)
{
    const ringtest::TemporaryRing ring;
    auto producer = builder(ring).enable_discovery(2).build_producer();
    EXPECT_EQ(publish(*producer, 20), 8U);
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    EXPECT_EQ(drain(a), 8);
    EXPECT_EQ(publish(*producer, 20), 0U);
    a.detach();
    EXPECT_EQ(publish(*producer, 20), 0U);
    Consumer<Tick> b = make_consumer(ring.name(), "b");
    EXPECT_EQ(drain(b), 8);
    EXPECT_EQ(publish(*producer, 20), 8U);
}

TEST(ExpectedConsumers, StaySeenByTheSuccessorWhateverTheyReadBeforeTheTakeOver)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    const Consumer<Tick> consumer = make_consumer(ring.name(), "a");
    const Segment memory = open_memory(ring.name());
    begin_epoch(memory, 2, 0);
    EXPECT_TRUE(was_seen(memory.producer(), memory.slot(0)));
    note_seen(memory.slot(0), 1);  // it read the epoch, and was slow
    EXPECT_TRUE(was_seen(memory.producer(), memory.slot(0)));
    note_seen(memory.slot(0), 3);
    EXPECT_EQ(memory.slot(0).seen.load(), 3U);
}

TEST(ExpectedConsumers, GateFromThePublishedCountAfterATakeOver)
{
    const ringtest::TemporaryRing ring;
    {
        Producer<Tick> first = make_producer(ring.name());
        publish(first, 30);
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    open_memory(ring.name()).producer().stream_end.store(0);
    auto producer = builder(ring).discover_consumer_with_prefix(1, "cp").build_producer();
    EXPECT_EQ(publish(*producer, 20), 8U);
    EXPECT_EQ(producer->gating_sequence(), 29);
}

TEST(BufferUntilConsumers, HoldsSoManyEventsForTheFirstConsumerAndThenTheWholeRing)
{
    const ringtest::TemporaryRing ring;
    auto producer = builder(ring)
                        .with_coordination(CoordinationMode::buffer_until_consumers(3))
                        .build_producer();
    EXPECT_EQ(publish(*producer, 20), 3U);
    Consumer<Tick> consumer = make_consumer(ring.name());
    EXPECT_EQ(publish(*producer, 20), 5U);
    EXPECT_EQ(drain(consumer), 8);
    consumer.detach();
    EXPECT_EQ(publish(*producer, 20), 20U);  // over for good
}

TEST(WaitForConsumers, TimesOutNamingWhoIsMissingAndRemovesTheRingItMade)
{
    const ringtest::TemporaryRing ring;
    auto producer = builder(ring)
                        .discover_consumer_with_prefix(2, "cp")
                        .with_coordination(
                            CoordinationMode::wait_for_consumers(2, std::chrono::milliseconds(2)))
                        .build_producer();
    ASSERT_FALSE(producer);
    EXPECT_EQ(producer.error().code, Errc::CoordinationTimeout);
    EXPECT_EQ(producer.error().missing, (std::vector<std::string>{"cp_0", "cp_1"}));
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(WaitForConsumers, EndsTheStreamOfTheConsumersThatDidComeWhenItTimesOut)
{
    const ringtest::TemporaryRing ring;
    std::thread one([&] {
        auto consumer = attach_shared_consumer<Tick>(ring.name(), 8)
                            .with_consumer_id("cp_0")
                            .with_ready_timeout(std::chrono::seconds(20))
                            .build_consumer();
        ASSERT_TRUE(consumer) << consumer.error().message();
        EXPECT_FALSE(consumer->consume_next());
        EXPECT_EQ(consumer->stream_end()->reason, StreamEnd::Closed);
    });
    std::optional<Error> error;
    while (!error || error->missing.size() != 1) {  // until it timed out with cp_0 there
        auto producer = builder(ring)
                            .discover_consumer_with_prefix(2, "cp")
                            .with_coordination(CoordinationMode::wait_for_consumers(
                                2, std::chrono::milliseconds(200)))
                            .build_producer();
        ASSERT_FALSE(producer);
        error = producer.error();
    }
    EXPECT_EQ(error->code, Errc::CoordinationTimeout);
    EXPECT_EQ(error->missing, (std::vector<std::string>{"cp_1"}));
    one.join();
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(ExpectedConsumers, KeepWhatTheyGateWhenTheyAreRequiredLater)
{
    const ringtest::TemporaryRing ring;
    auto producer = build_shared_single_producer<Tick>(ring.name(), 8)
                        .discover_consumer_with_prefix(1, "cp")
                        .build_producer();
    EXPECT_EQ(publish(*producer, 9), 8U);
    RequiredConsumerLivenessConfig liveness;
    liveness.required_consumer_ids = {"cp_0"};
    ASSERT_TRUE(producer->enable_required_consumer_liveness(liveness));
    EXPECT_EQ(publish(*producer, 1), 0U);
    Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0");
    EXPECT_EQ(drain(consumer), 8);
}

TEST(ExpectedConsumers, AreExpectedAnewByASuccessorWhoeverWasThereBefore)
{
    for (const bool by_name : {true, false}) {
        const ringtest::TemporaryRing ring;
        const auto build = [&] {
            auto builder = build_shared_single_producer<Tick>(ring.name(), 8);
            by_name ? builder.discover_consumer_with_prefix(1, "cp") : builder.enable_discovery(1);
            return builder.with_unlink_on_close(false).build_producer().value();
        };
        {
            Producer<Tick> producer = build();
            Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0");
            publish(producer, 3);
            EXPECT_EQ(drain(consumer), 3);
        }
        open_memory(ring.name()).producer().stream_end.store(0);  // as if it had died
        Producer<Tick> successor = build();
        EXPECT_EQ(publish(successor, 50), 8U);
        Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0");
        EXPECT_EQ(drain(consumer), 8);
        EXPECT_EQ(publish(successor, 50), 8U);
    }
}

TEST(BufferUntilConsumers, IsOverForGoodOnceAnyConsumerWasThere)
{
    const ringtest::TemporaryRing ring;
    const auto build = [&] {
        return build_shared_single_producer<Tick>(ring.name(), 8)
            .with_coordination(CoordinationMode::buffer_until_consumers(4))
            .with_unlink_on_close(false)
            .build_producer()
            .value();
    };
    {
        Producer<Tick> producer = build();
        EXPECT_EQ(publish(producer, 8), 4U);
        Consumer<Tick> first = make_consumer(ring.name(), "first");
        EXPECT_EQ(drain(first), 4);
        EXPECT_EQ(publish(producer, 20), 8U);
        EXPECT_EQ(drain(first), 8);
        EXPECT_EQ(publish(producer, 8), 8U);
        EXPECT_EQ(drain(first), 8);
        EXPECT_EQ(make_consumer(ring.name(), "late").current_sequence(), 19);  // not the oldest
    }
    open_memory(ring.name()).producer().stream_end.store(0);  // as if it had died
    Producer<Tick> successor = build();
    EXPECT_EQ(publish(successor, 100), 100U);
}

}  // namespace
}  // namespace ringlib
