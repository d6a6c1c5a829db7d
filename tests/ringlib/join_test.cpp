// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"
#include "lock_file.h"

#include <gtest/gtest.h>

namespace ringlib {
namespace {

Errc refusal(const std::string& name, std::string_view id, StartAt start, std::size_t capacity = 8)
{
    auto consumer = attach_shared_consumer<Tick>(name, capacity)
                        .with_consumer_id(id)
                        .start_at(start)
                        .with_ready_timeout(std::chrono::nanoseconds(0))
                        .build_consumer();
    return consumer ? Errc::HandlerFailed : consumer.error().code;
}

TEST(Join, BeginsAtTheOldestBeforeTheFirstWrapAndAtTheNextAfterIt)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 5);
    EXPECT_EQ(make_consumer(ring.name(), "early").try_consume_next()->sequence, 0);
    publish(producer, 20);
    Consumer<Tick> late = make_consumer(ring.name(), "late");
    EXPECT_FALSE(late.try_consume_next());
    publish(producer, 1);
    EXPECT_EQ(late.try_consume_next()->sequence, 25);
}

TEST(Join, AtTheOldestLosesAtMostAnEighthOfTheRing)
{
    for (const std::size_t capacity : {2U, 4U, 8U, 64U, 1024U}) {
        for (const std::size_t published :
            {capacity - 1, capacity, capacity + 1, 3 * capacity + 5}) {
            const ringtest::TemporaryRing ring;
            Producer<Tick> producer = make_producer(ring.name(), capacity);
            publish(producer, published);
            Consumer<Tick> consumer = make_consumer(ring.name(), "late", StartAt::Oldest, capacity);
            const Sequence oldest
                = published > capacity ? static_cast<Sequence>(published - capacity) : 0;
            const auto slack = static_cast<Sequence>(std::max<std::size_t>(1, capacity / 8));
            const Sequence first = consumer.current_sequence() + 1;
            EXPECT_GE(first, oldest);
            EXPECT_LE(first, oldest + slack) << capacity << " " << published;
            EXPECT_EQ(drain(consumer), static_cast<int>(static_cast<Sequence>(published) - first));
        }
    }
}

TEST(Join, ResumesWhereTheIdStopped)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 5);
    {
        Consumer<Tick> first = make_consumer(ring.name());
        EXPECT_EQ(first.try_consume_next()->sequence, 0);
        EXPECT_EQ(first.try_consume_next()->sequence, 1);
    }
    Consumer<Tick> again = make_consumer(ring.name(), "cp_0", StartAt::Resume);
    const auto next = again.try_consume_next();
    EXPECT_EQ(next->sequence, 2);
    EXPECT_FALSE(next->redelivered);
}

TEST(Join, SaysResumeLostWhenTheEventsAreGoneAndStartsAtTheNextByDefault)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 2);
    {
        const Consumer<Tick> left = make_consumer(ring.name());
    }
    publish(producer, 50);
    EXPECT_EQ(refusal(ring.name(), "cp_0", StartAt::Resume), Errc::ResumeLost);
    EXPECT_EQ(
        refusal(ring.name(), "cp_0", StartAt::Resume), Errc::ResumeLost);  // and does not forget it
    EXPECT_EQ(make_consumer(ring.name()).current_sequence(), 51);
}

TEST(Join, SaysResumeLostToAnIdThatWasNeverHere)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    EXPECT_EQ(refusal(ring.name(), "new", StartAt::Resume), Errc::ResumeLost);
}

// A process killed while it joins again must not turn a lost place into a kept one.
TEST(Join, RemembersALostPlaceAcrossADeathWhileJoining)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 2);
    {
        const Consumer<Tick> left = make_consumer(ring.name());
    }
    publish(producer, 50);
    const Segment memory = open_memory(ring.name());
    const std::uint64_t word = memory.slot(0).word.load();
    memory.slot(0).word.store(
        layout::slot_word(layout::slot_generation(word) + 1, layout::Slot::Joining));
    EXPECT_EQ(refusal(ring.name(), "cp_0", StartAt::Resume), Errc::ResumeLost);
}

TEST(Join, RefusesAnIdThatIsAttachedNamingItsProcess)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    const Consumer<Tick> first = make_consumer(ring.name());
    const auto second
        = attach_shared_consumer<Tick>(ring.name(), 8).with_consumer_id("cp_0").build_consumer();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::ConsumerIdInUse);
    EXPECT_NE(second.error().detail.find(std::to_string(::getpid())), std::string::npos);
}

TEST(Join, RefusesOneConsumerMoreThanThereAreSlots)
{
    const ringtest::TemporaryRing ring;
    const auto producer
        = build_shared_single_producer<Tick>(ring.name(), 8).with_max_consumers(2).build_producer();
    auto a = make_consumer(ring.name(), "a");
    auto b = make_consumer(ring.name(), "b");
    EXPECT_EQ(refusal(ring.name(), "c", StartAt::Default), Errc::NoFreeSlot);
    b.detach();
    EXPECT_EQ(make_consumer(ring.name(), "c").consumer_id(), "c");
}

TEST(Join, GivesEachUnnamedConsumerAnIdOfItsOwn)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    const auto a = attach_shared_consumer<Tick>(ring.name(), 8).build_consumer();
    const auto b = attach_shared_consumer<Tick>(ring.name(), 8).build_consumer();
    EXPECT_NE(a->consumer_id(), b->consumer_id());
}

TEST(Join, RefusesBadIdsNamesCapacitiesAndEvents)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    EXPECT_EQ(refusal(ring.name(), "", StartAt::Default), Errc::InvalidId);
    EXPECT_EQ(refusal(ring.name(), "a b", StartAt::Default), Errc::InvalidId);
    EXPECT_EQ(refusal(ring.name(), std::string(32, 'x'), StartAt::Default), Errc::InvalidId);
    EXPECT_EQ(refusal("a/b", "x", StartAt::Default), Errc::InvalidName);
    EXPECT_EQ(refusal(ring.name(), "x", StartAt::Default, 16), Errc::CapacityMismatch);
    EXPECT_EQ(refusal(ring.name() + "-absent", "x", StartAt::Default), Errc::NotFound);
    const auto other
        = attach_shared_consumer<std::array<std::uint64_t, 3>>(ring.name(), 8).build_consumer();
    EXPECT_EQ(other.error().code, Errc::EventMismatch);
    EXPECT_NE(other.error().detail.find("24"), std::string::npos);
}

TEST(Join, MarksTheEventWhoseLeaseADeadPredecessorHeld)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    {
        Consumer<Tick> first = make_consumer(ring.name());
        publish(producer, 4);
        EXPECT_TRUE(first.try_consume_next());
    }
    const Segment memory = open_memory(ring.name());  // as if it had died with event 1 in its hands
    const std::uint64_t word = memory.slot(0).word.load();
    memory.slot(0).leased_to.store(2);
    memory.slot(0).word.store(
        layout::slot_word(layout::slot_generation(word), layout::Slot::Active));
    Consumer<Tick> again = make_consumer(ring.name());
    const auto held = again.try_consume_next();
    EXPECT_EQ(held->sequence, 1);
    EXPECT_TRUE(held->redelivered);
    EXPECT_FALSE(again.try_consume_next()->redelivered);
}

TEST(Join, SaysResumeLostToAnIdThatWasOnlyExpected)
{
    const ringtest::TemporaryRing ring;
    auto producer
        = build_shared_single_producer<Tick>(ring.name(), 8).with_max_consumers(1).build_producer();
    {
        Consumer<Tick> stranger = make_consumer(ring.name(), "stranger");
        publish(*producer, 3);
        EXPECT_EQ(drain(stranger), 3);
    }
    RequiredConsumerLivenessConfig liveness;
    liveness.required_consumer_ids = {"x"};
    ASSERT_TRUE(producer->enable_required_consumer_liveness(liveness));  // in the stranger's slot
    auto x = attach_shared_consumer<Tick>(ring.name(), 8)
                 .with_consumer_id("x")
                 .start_at(StartAt::Resume)
                 .build_consumer();
    ASSERT_FALSE(x);
    EXPECT_EQ(x.error().code, Errc::ResumeLost);
}

TEST(Join, WaitsWhileTheFreeSlotsAreHeldByWhoRemovesTheRing)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    const Segment memory = open_memory(ring.name());
    const auto all = try_lock(*shm_ring(ring.name()),
        LockRange::slots(memory.header().instance, memory.slot_count()), {});
    ASSERT_TRUE(all && *all);
    auto consumer = attach_shared_consumer<Tick>(ring.name(), 8)
                        .with_ready_timeout(std::chrono::milliseconds(5))
                        .build_consumer();
    ASSERT_FALSE(consumer);
    EXPECT_EQ(consumer.error().code, Errc::NotReady);
}

TEST(Join, ResumesADamagedCursorNoFurtherThanWhatIsPublished)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    {
        const Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0");
    }
    open_memory(ring.name()).slot(0).cursor.store(1000);
    publish(producer, 3);
    Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0");
    EXPECT_EQ(consumer.current_sequence(), 2);
    publish(producer, 5);
    EXPECT_EQ(drain(consumer), 5);
}

}  // namespace
}  // namespace ringlib
