// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"

#include <atomic>
#include <chrono>
#include <future>
#include <gtest/gtest.h>
#include <memory>
#include <sched.h>
#include <stdexcept>
#include <thread>

namespace ringlib {
namespace {

using namespace std::chrono_literals;

ConsumerBuilder<Tick> attach(const std::string& name, std::string_view id = "auto")
{
    auto builder = attach_shared_consumer<Tick>(name, 8);
    builder.with_consumer_id(id);
    return builder;
}

void ignore(const Tick&, Sequence, bool) { }

TEST(AutoConsumer, HandlesEveryEventInOrderAndMarksTheLastOfEachCall)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Sequence next = 0;
    std::uint64_t ends = 0;
    bool last_was_end = false;
    auto consumer = attach(ring.name())
                        .handle_events_with([&](const Tick& event, Sequence sequence, bool end) {
                            EXPECT_EQ(sequence, next++);
                            EXPECT_EQ(event.value, static_cast<std::uint64_t>(sequence));
                            ends += end ? 1U : 0U;
                            last_was_end = end;
                        });
    ASSERT_TRUE(consumer);
    for (int i = 0; i < 10'000; ++i) {
        ASSERT_TRUE(
            producer.publish([i](Tick& event) { event.value = static_cast<std::uint64_t>(i); }));
    }
    producer.close();
    consumer->join();
    EXPECT_EQ(next, 10'000);
    EXPECT_GE(ends, 10'000U / 8);
    EXPECT_TRUE(last_was_end);
    EXPECT_FALSE(consumer->is_running());
    EXPECT_FALSE(consumer->last_error());
}

TEST(AutoConsumer, HasJoinedWhenItIsReturned)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    const auto consumer = attach(ring.name()).handle_events_with(ignore);
    ASSERT_TRUE(consumer);
    EXPECT_TRUE(consumer->is_running());
    EXPECT_TRUE(producer.consumer_sequence("auto"));
}

TEST(AutoConsumer, GivesTheErrorOfJoiningToItsBuilder)
{
    const ringtest::TemporaryRing ring;
    const auto none = attach(ring.name()).with_ready_timeout(0ms).handle_events_with(ignore);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::NotFound);
    const Producer<Tick> producer = make_producer(ring.name());
    const auto first = attach(ring.name()).handle_events_with(ignore);
    EXPECT_EQ(attach(ring.name()).handle_events_with(ignore).error().code, Errc::ConsumerIdInUse);
    EXPECT_EQ(attach(ring.name(), "other")
                  .with_consumer_core(100'000)
                  .handle_events_with(ignore)
                  .error()
                  .code,
        Errc::InvalidConfig);
}

TEST(AutoConsumer, LeavesItsSleepWhenAskedToStop)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    for (int i = 0; i < 100; ++i) {
        auto consumer = attach(ring.name()).handle_events_with(ignore);
        ASSERT_TRUE(consumer) << consumer.error().message();
        if (i % 2 == 0) {
            std::this_thread::sleep_for(2ms);  // asleep by now, or not: it must not matter
        }
        consumer->shutdown_and_join();
        EXPECT_FALSE(consumer->is_running());
    }
    EXPECT_FALSE(producer.consumer_sequence("auto"));
}

TEST(AutoConsumer, StopsUnderLoadAfterAtMostOneMoreEvent)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    std::promise<void> entered;
    std::promise<void> go_on;
    std::shared_future<void> released = go_on.get_future().share();
    int handled = 0;
    bool last_was_end = false;
    auto consumer = attach(ring.name()).handle_events_with([&](const Tick&, Sequence, bool end) {
        last_was_end = end;
        if (handled++ == 0) {
            entered.set_value();
            released.wait();
        }
    });
    publish(producer, 8);
    entered.get_future().wait();
    consumer->shutdown();
    go_on.set_value();
    consumer->join();
    EXPECT_LE(handled, 2);
    EXPECT_TRUE(last_was_end);
    EXPECT_FALSE(consumer->last_error());
    Consumer<Tick> successor = make_consumer(ring.name(), "auto");
    EXPECT_EQ(successor.current_sequence(), handled - 1);  // what was not handled is not lost
}

TEST(AutoConsumer, StopsWhileAProducerPublishesAsFastAsItCan)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    std::atomic<bool> done = false;
    std::thread load([&] {
        while (!done) {
            producer.try_publish([](Tick&) {});
        }
    });
    for (int i = 0; i < 20; ++i) {
        std::atomic<int> handled = 0;
        auto consumer = attach(ring.name())
                            .start_at(StartAt::Next)
                            .handle_events_with([&](const Tick&, Sequence, bool) { ++handled; });
        ASSERT_TRUE(consumer);
        while (handled < 100) {
            std::this_thread::yield();
        }
        consumer->shutdown_and_join();
    }
    done = true;
    load.join();
}

TEST(AutoConsumer, ReportsAHandlerThatThrowsAndTheIdResumesAtThatEvent)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    auto consumer
        = attach(ring.name()).handle_events_with([](const Tick&, Sequence sequence, bool) {
              if (sequence == 5) {
                  throw std::runtime_error("cannot store 5");
              }
          });
    publish(producer, 8);
    consumer->join();
    EXPECT_FALSE(consumer->is_running());
    ASSERT_TRUE(consumer->last_error());
    EXPECT_EQ(consumer->last_error()->code, Errc::HandlerFailed);
    EXPECT_NE(consumer->last_error()->detail.find("consumer auto threw: cannot store 5"),
        std::string::npos);
    EXPECT_FALSE(producer.consumer_sequence("auto"));  // it holds nobody up
    Consumer<Tick> successor = make_consumer(ring.name(), "auto");
    EXPECT_EQ(successor.try_consume_next()->sequence, 5);
}

TEST(AutoConsumer, ReportsWhatIsNoStandardExceptionToo)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    auto consumer
        = attach(ring.name()).handle_events_with([](const Tick&, Sequence, bool) { throw 7; });
    publish(producer, 1);
    consumer->join();
    EXPECT_EQ(consumer->last_error()->code, Errc::HandlerFailed);
}

TEST(AutoConsumer, SaysHowItsStreamEndedBadly)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    auto evicted = attach(ring.name()).handle_events_with(ignore);
    EXPECT_TRUE(producer.evict("auto"));
    evicted->join();
    EXPECT_EQ(evicted->last_error()->code, Errc::Evicted);

    auto told = attach(ring.name(), "told").handle_events_with(ignore);
    {
        const Segment memory = open_memory(ring.name());
        memory.producer().end_slot.store(1);
        memory.producer().stream_end.store(2);
    }
    told->join();
    EXPECT_EQ(told->last_error()->code, Errc::GracefulShutdownTriggered);
}

TEST(AutoConsumer, BindsItsOwnThreadToTheCoreAndNotItsBuilders)
{
    const ringtest::TemporaryRing ring;
    cpu_set_t before;
    ASSERT_EQ(::sched_getaffinity(0, sizeof(before), &before), 0);
    int core = 0;
    while (CPU_ISSET(static_cast<std::size_t>(core), &before) == 0) {
        ++core;
    }
    Producer<Tick> producer = make_producer(ring.name());
    std::promise<int> seen;
    auto consumer
        = attach(ring.name())
              .with_consumer_core(core)
              .handle_events_with([&](const Tick&, Sequence, bool) {
                  cpu_set_t set;
                  ::sched_getaffinity(0, sizeof(set), &set);
                  seen.set_value(
                      CPU_COUNT(&set) == 1 && CPU_ISSET(static_cast<std::size_t>(core), &set) ? core
                                                                                              : -1);
              });
    publish(producer, 1);
    EXPECT_EQ(seen.get_future().get(), core);
    cpu_set_t after;
    ASSERT_EQ(::sched_getaffinity(0, sizeof(after), &after), 0);
    EXPECT_TRUE(CPU_EQUAL(&before, &after));
}

TEST(AutoConsumer, TakesAHandlerThatCannotBeCopiedAndCanBeMoved)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    auto owned = std::make_unique<std::promise<Sequence>>();
    auto seen = owned->get_future();
    auto consumer
        = attach(ring.name())
              .handle_events_with([owned = std::move(owned)](const Tick&, Sequence sequence, bool) {
                  owned->set_value(sequence);
              });
    AutoConsumer moved = std::move(*consumer);
    publish(producer, 1);
    EXPECT_EQ(seen.get(), 0);
}

TEST(AutoConsumer, BehavesInAFileAsInSharedMemory)
{
    const ringtest::TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "ring";
    auto producer = build_mmap_single_producer<Tick>(file, 8).build_producer();
    int handled = 0;
    auto consumer = attach_mmap_consumer<Tick>(file, 8).handle_events_with(
        [&](const Tick&, Sequence, bool) { ++handled; });
    ASSERT_TRUE(consumer);
    publish(*producer, 8);
    producer->close();
    consumer->join();
    EXPECT_EQ(handled, 8);
}

TEST(AutoConsumer, LeavesALongSleepOfItsStrategyToo)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    auto consumer = attach(ring.name())
                        .with_wait_strategy(WaitStrategy::sleep(1h))
                        .handle_events_with(ignore);
    consumer->shutdown_and_join();  // or the test's own time runs out
    EXPECT_FALSE(consumer->is_running());
}

TEST(AutoConsumer, MayBeShutDownByItsOwnHandler)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    std::promise<AutoConsumer*> self;
    std::shared_future<AutoConsumer*> known = self.get_future().share();
    auto consumer = attach(ring.name()).handle_events_with([known](const Tick&, Sequence, bool) {
        known.get()->shutdown_and_join();
    });
    self.set_value(&*consumer);
    publish(producer, 1);
    consumer->join();
    EXPECT_FALSE(consumer->last_error());
}

}  // namespace
}  // namespace ringlib
