// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

namespace ringlib {
namespace {

TEST(Consumer, SeesEveryEventOnceInOrderOverManyLaps)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    Consumer<Tick> b = make_consumer(ring.name(), "b");
    for (std::size_t n = 1; n < 100; ++n) {
        const std::size_t wanted = n % 8 + 1;
        ASSERT_EQ(publish(producer, wanted), wanted);
        ASSERT_EQ(drain(a), static_cast<int>(wanted));
        ASSERT_EQ(drain(b), static_cast<int>(wanted));
    }
    EXPECT_EQ(a.current_sequence(), producer.last_published_sequence());
    EXPECT_EQ(a.lag(), 0U);
}

TEST(Consumer, HoldsItsPlaceUntilALeaseEnds)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 8);
    {
        const auto lease = consumer.try_consume_next_leased();
        ASSERT_TRUE(lease);
        EXPECT_EQ(lease->sequence(), 0);
        EXPECT_EQ((*lease)->value, 0U);
        EXPECT_EQ(publish(producer, 1), 0U);
    }
    EXPECT_EQ(publish(producer, 2), 1U);
    auto lease = consumer.try_consume_next_leased();
    EXPECT_TRUE(std::move(*lease).finish());
    EXPECT_EQ(consumer.current_sequence(), 1);
}

TEST(Consumer, LeasesABatchThatWrapsInTwoSpans)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 6);
    EXPECT_EQ(drain(consumer), 6);
    publish(producer, 5);
    auto batch = consumer.try_lease_batch(100);
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->first_sequence(), 6);
    EXPECT_EQ(batch->size(), 5U);
    EXPECT_EQ(batch->spans()[0].size(), 2U);
    EXPECT_EQ(batch->spans()[1].size(), 3U);
    EXPECT_EQ((*batch)[4].value, 10U);
    EXPECT_TRUE(std::move(*batch).finish());
    EXPECT_EQ(consumer.current_sequence(), 10);
    EXPECT_FALSE(consumer.try_lease_batch(100));
}

TEST(Consumer, LeasesNoMoreThanAskedFor)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 5);
    EXPECT_EQ(consumer.try_lease_batch(2)->size(), 2U);
    EXPECT_EQ(consumer.current_sequence(), 1);
    EXPECT_FALSE(consumer.try_lease_batch(0));
}

TEST(Consumer, LeavesTheEventThatThrewUnconsumed)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 5);
    EXPECT_THROW(consumer.process_available([](const Tick& event, Sequence) {
        if (event.value == 3) {
            throw std::runtime_error("no");
        }
    }),
        std::runtime_error);
    EXPECT_EQ(consumer.current_sequence(), 2);
    EXPECT_EQ(consumer.try_consume_next()->sequence, 3);
}

TEST(Consumer, MarksExactlyTheLastEventOfACallAsItsEnd)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 3);
    std::vector<bool> ends;
    EXPECT_EQ(consumer.process_available_blocking(
                  [&](const Tick&, Sequence, bool end) { ends.push_back(end); }),
        3U);
    EXPECT_EQ(ends, (std::vector<bool>{false, false, true}));
}

TEST(Consumer, ProcessesAtMostAsManyAsAskedFor)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 5);
    EXPECT_EQ(consumer.process_available([](const Tick&, Sequence) {}, 2), 2U);
    EXPECT_EQ(consumer.process_available([](const Tick&, Sequence) {}), 3U);
    EXPECT_EQ(consumer.process_available([](const Tick&, Sequence) {}), 0U);
}

TEST(Consumer, LearnsOnItsNextCallThatItWasEvicted)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 8);
    auto lease = consumer.try_consume_next_leased();
    EXPECT_TRUE(producer.evict("cp_0"));
    EXPECT_EQ(publish(producer, 8), 8U);
    EXPECT_EQ(std::move(*lease).finish().error().code, Errc::Evicted);
    EXPECT_FALSE(consumer.try_consume_next());
    EXPECT_FALSE(consumer.consume_next());
    EXPECT_EQ(consumer.process_available([](const Tick&, Sequence) {}), 0U);
    EXPECT_EQ(consumer.stream_end()->reason, StreamEnd::Evicted);
    EXPECT_FALSE(producer.evict("nobody"));
}

TEST(Consumer, GatesNobodyAfterDetach)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 8);
    consumer.detach();
    EXPECT_EQ(publish(producer, 20), 20U);
    EXPECT_FALSE(consumer.try_consume_next());
    EXPECT_EQ(consumer.stream_end()->reason, StreamEnd::Closed);
}

TEST(Consumer, IsPutOutWhenItsCursorIsDamagedAndNeverWidensTheGate)
{
    for (const std::uint64_t damage :
        {std::uint64_t{9}, std::uint64_t{1} << 63U, ~std::uint64_t{0}}) {
        const ringtest::TemporaryRing ring;
        Producer<Tick> producer = make_producer(ring.name());
        Consumer<Tick> sound = make_consumer(ring.name(), "sound");
        Consumer<Tick> damaged = make_consumer(ring.name(), "damaged");
        publish(producer, 8);
        open_memory(ring.name()).slot(1).cursor.store(damage);
        EXPECT_EQ(publish(producer, 1), 0U);
        EXPECT_EQ(damaged.stream_end()->reason, StreamEnd::Evicted);
        EXPECT_EQ(drain(sound), 8);
    }
}

// A number that could be true is believed until its owner looks again.
TEST(Consumer, PutsItsCursorRightWhenSomebodyElseWroteToIt)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 8);
    EXPECT_EQ(drain(consumer), 8);
    open_memory(ring.name()).slot(0).cursor.store(0);
    EXPECT_EQ(publish(producer, 1), 0U);
    EXPECT_FALSE(consumer.try_consume_next());
    EXPECT_EQ(publish(producer, 8), 8U);
    EXPECT_EQ(drain(consumer), 8);
}

// Once the producer has seen it: what was damaged before that, nobody can know.
TEST(Consumer, GatesHoweverManySlotsTheRingSaysWereUsed)
{
    for (const std::uint32_t damage : {0U, 1U, 65U, ~0U}) {
        const ringtest::TemporaryRing ring;
        Producer<Tick> producer = make_producer(ring.name());
        Consumer<Tick> first = make_consumer(ring.name(), "first");
        Consumer<Tick> second = make_consumer(ring.name(), "second");
        EXPECT_EQ(publish(producer, 1), 1U);
        open_memory(ring.name()).producer().slots_used_max.store(damage);
        EXPECT_EQ(publish(producer, 20), 7U) << damage;
        EXPECT_EQ(drain(first), 8) << damage;
        EXPECT_EQ(publish(producer, 20), 0U) << damage;
        EXPECT_EQ(drain(second), 8) << damage;
    }
}

// What the predecessor's consumers have not read waits for them, though the count of slots is lost.
TEST(Consumer, GatesASuccessorHoweverManySlotsTheRingSaysWereUsed)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 3);
    {
        const Segment memory = open_memory(ring.name());
        memory.producer().unlink_on_close.store(0);
        producer.close();
        memory.producer().stream_end.store(0);
        memory.producer().slots_used_max.store(0);
    }
    Producer<Tick> successor = make_producer(ring.name());
    EXPECT_EQ(publish(successor, 20), 5U);
    EXPECT_EQ(drain(consumer), 8);
}

TEST(Consumer, EndsWhenThePublishedCountIsDamaged)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    open_memory(ring.name()).producer().published.store(1'000'000);
    EXPECT_FALSE(consumer.try_consume_next());
    EXPECT_FALSE(consumer.consume_next());
    EXPECT_EQ(consumer.stream_end()->reason, StreamEnd::Truncated);
    open_memory(ring.name()).producer().published.store(0);
}

TEST(Consumer, DrainsAClosedRingAndThenSaysClosed)
{
    const ringtest::TemporaryRing ring;
    Consumer<Tick> consumer = [&] {
        Producer<Tick> producer = make_producer(ring.name());
        Consumer<Tick> attached = make_consumer(ring.name());
        publish(producer, 3);
        return attached;
    }();
    EXPECT_FALSE(consumer.stream_end());
    EXPECT_EQ(consumer.consume_next()->sequence, 0);
    EXPECT_EQ(drain(consumer), 2);
    EXPECT_FALSE(consumer.consume_next());
    EXPECT_EQ(consumer.stream_end()->reason, StreamEnd::Closed);
}

TEST(Consumer, WaitsWithEveryStrategyForTheEndOfTheStream)
{
    for (const WaitStrategy strategy : {WaitStrategy::busy_spin(),
             WaitStrategy::busy_spin_with_hint(), WaitStrategy::spin_then_yield(10),
             WaitStrategy::sleep(std::chrono::microseconds(50)), WaitStrategy::block()}) {
        const ringtest::TemporaryRing ring;
        Producer<Tick> producer = make_producer(ring.name());
        auto consumer = attach_shared_consumer<Tick>(ring.name(), 8)
                            .with_wait_strategy(strategy)
                            .build_consumer();
        publish(producer, 5);
        producer.close();
        int consumed = 0;
        while (consumer->consume_next()) {
            ++consumed;
        }
        EXPECT_EQ(consumed, 5);
    }
}

TEST(Consumer, WaitsForAnEventNoLongerThanAsked)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    for (const WaitStrategy strategy : {WaitStrategy::block(), WaitStrategy::busy_spin(),
             WaitStrategy::spin_then_yield(10), WaitStrategy::sleep(std::chrono::hours(1))}) {
        auto consumer = attach_shared_consumer<Tick>(ring.name(), 8)
                            .start_at(StartAt::Next)
                            .with_wait_strategy(strategy)
                            .build_consumer();
        EXPECT_FALSE(consumer->wait_for_event(std::chrono::milliseconds(2)));
        EXPECT_FALSE(consumer->wait_for_event(std::chrono::nanoseconds(0)));
        EXPECT_FALSE(consumer->wait_for_event(std::chrono::nanoseconds(-1)));
        EXPECT_FALSE(consumer->stream_end());
        publish(producer, 1);
        EXPECT_TRUE(consumer->wait_for_event(std::chrono::hours(1)));
    }
    producer.close();
}

TEST(Consumer, HandlesUntilAskedToStopAndThenAtMostOneMore)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 8);
    std::stop_source stop;
    std::size_t handled = 0;
    const auto handler = [&](const Tick&, Sequence, bool end) {
        EXPECT_EQ(end, handled == 3);
        if (++handled == 3) {
            stop.request_stop();
        }
    };
    EXPECT_EQ(consumer.process_available_blocking(handler, stop.get_token()), 4U);
    EXPECT_EQ(consumer.current_sequence(), 3);
    std::stop_source again;
    again.request_stop();
    EXPECT_EQ(drain(consumer), 4);
    EXPECT_EQ(consumer.process_available_blocking(handler, again.get_token()), 0U);
    EXPECT_FALSE(consumer.stream_end());
}

TEST(Consumer, FindsNoEventToWaitForOnceItIsOut)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> evicted = make_consumer(ring.name(), "evicted");
    Consumer<Tick> detached = make_consumer(ring.name(), "detached");
    publish(producer, 3);
    EXPECT_TRUE(producer.evict("evicted"));
    EXPECT_FALSE(evicted.wait_for_event(std::chrono::milliseconds(1)));
    detached.detach();
    EXPECT_FALSE(detached.wait_for_event(std::chrono::milliseconds(1)));
    EXPECT_EQ(detached.register_counter(0x100, "late").error().code, Errc::Closed);
}

TEST(Consumer, HandsOutOnlyTheEventThatThrewAsRedelivered)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 8);
    {
        Consumer<Tick> consumer = make_consumer(ring.name());
        EXPECT_THROW(consumer.process_available([](const Tick&, Sequence sequence) {
            if (sequence == 3) {
                throw std::runtime_error("3");
            }
        }),
            std::runtime_error);
    }
    Consumer<Tick> consumer = make_consumer(ring.name());
    const auto third = consumer.try_consume_next();
    EXPECT_EQ(third->sequence, 3);
    EXPECT_TRUE(third->redelivered);
    while (const auto next = consumer.try_consume_next()) {
        EXPECT_FALSE(next->redelivered) << next->sequence;
    }
}

}  // namespace
}  // namespace ringlib
