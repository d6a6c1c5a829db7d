// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace ringlib {
namespace {

std::string contents(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::optional<RingInfo> listed(const std::string& name)
{
    for (const RingInfo& info : list_rings()) {
        if (info.name == name) {
            return info;
        }
    }
    return std::nullopt;
}

TEST(RingObserver, SeesProducerAndConsumersAsTheyAre)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> fast = make_consumer(ring.name(), "fast");
    Consumer<Tick> slow = make_consumer(ring.name(), "slow");
    publish(producer, 8);
    drain(fast);
    EXPECT_TRUE(slow.try_consume_next());
    publish(producer, 1);
    EXPECT_FALSE(producer.try_publish([](Tick&) {}));
    auto observer = RingObserver::attach("/" + ring.name());
    ASSERT_TRUE(observer);
    EXPECT_EQ(observer->info().state, RingState::Live);
    RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.capacity, 8U);
    EXPECT_EQ(snapshot.producer.sequence, 8);
    EXPECT_EQ(snapshot.producer.pid, ::getpid());
    EXPECT_EQ(snapshot.producer.presence, Presence::Alive);
    EXPECT_EQ(snapshot.producer.epoch, 1U);
    EXPECT_EQ(snapshot.producer.gated_by, "slow");
    EXPECT_NE(snapshot.producer.blocked_since_ns, 0U);
    EXPECT_EQ(snapshot.used_max, 8U);
    ASSERT_EQ(snapshot.consumers.size(), 2U);
    EXPECT_EQ(snapshot.consumers[0].id, "fast");
    EXPECT_EQ(snapshot.consumers[0].sequence, 7);
    EXPECT_EQ(snapshot.consumers[1].sequence, 0);
    EXPECT_EQ(snapshot.consumers[1].slot_state, SlotState::Active);
    EXPECT_EQ(snapshot.consumers[1].presence, Presence::Alive);
    EXPECT_FALSE(snapshot.stream_end);
    slow.detach();
    EXPECT_EQ(publish(producer, 1), 1U);
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.consumers.size(), 1U);
    EXPECT_EQ(snapshot.producer.blocked_since_ns, 0U);
    EXPECT_GT(snapshot.producer.blocked_total_ns, 0U);
    EXPECT_FALSE(snapshot.producer.gated_by);
}

TEST(RingObserver, ChangesNotOneByteAndHoldsAReadOnlyDescriptor)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    const Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 3);
    const std::string before = contents(ring.file());
    auto observer = RingObserver::attach(ring.name());
    RingSnapshot snapshot;
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(observer->snapshot(snapshot));
    }
    EXPECT_EQ(contents(ring.file()), before);
    EXPECT_EQ(::fcntl(observer->descriptor(), F_GETFL) & O_ACCMODE, O_RDONLY);
    EXPECT_EQ(contents("/proc/self/maps").find(ring.file() + " (deleted)"), std::string::npos);
}

/// An observer and what its first snapshot found.
struct Look {
    explicit Look(const std::string& ring)
        : observer(RingObserver::attach(ring).value())
    {
        EXPECT_TRUE(observer.snapshot(seen));
    }
    RingObserver observer;
    RingSnapshot seen;
};

TEST(RingObserver, RefreshesEveryPosition)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> fast = make_consumer(ring.name(), "fast");
    const Consumer<Tick> slow = make_consumer(ring.name(), "slow");
    publish(producer, 3);
    Look look(ring.name());
    publish(producer, 5);
    drain(fast);
    EXPECT_FALSE(producer.try_publish([](Tick&) {}));
    ASSERT_TRUE(look.observer.refresh(look.seen));
    EXPECT_EQ(look.seen.producer.sequence, 7);
    EXPECT_EQ(look.seen.producer.gated_by, "slow");
    EXPECT_EQ(look.seen.used_max, 8U);
    ASSERT_EQ(look.seen.consumers.size(), 2U);
    EXPECT_EQ(look.seen.consumers[0].sequence, 7);
    EXPECT_EQ(look.seen.consumers[1].sequence, kNoSequence);
    EXPECT_EQ(look.seen.consumers[1].presence, Presence::Alive);
}

TEST(RingObserver, RefreshesTheWholeOnceSomebodyCameOrWent)
{
    const ringtest::TemporaryRing ring;
    std::optional<Producer<Tick>> producer = make_producer(ring.name());
    Look look(ring.name());
    EXPECT_TRUE(look.seen.consumers.empty());
    std::optional<Consumer<Tick>> first = make_consumer(ring.name(), "first");
    ASSERT_TRUE(look.observer.refresh(look.seen));
    ASSERT_EQ(look.seen.consumers.size(), 1U);
    EXPECT_EQ(look.seen.consumers[0].id, "first");
    EXPECT_EQ(look.seen.consumers[0].presence, Presence::Alive);
    const Consumer<Tick> second = make_consumer(ring.name(), "second");
    first.reset();
    ASSERT_TRUE(look.observer.refresh(look.seen));
    ASSERT_EQ(look.seen.consumers.size(), 1U);
    EXPECT_EQ(look.seen.consumers[0].id, "second");
    producer.reset();
    ASSERT_TRUE(look.observer.refresh(look.seen));
    EXPECT_EQ(look.seen.stream_end->reason, StreamEnd::Closed);
    EXPECT_EQ(look.seen.producer.presence, Presence::Dead);
}

TEST(RingObserver, AsksForTheLocksOfWhoRestsWhenItRefreshes)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    std::optional<Consumer<Tick>> consumer = make_consumer(ring.name());
    publish(producer, 8);
    Look look(ring.name());
    // As of one that died: its slot stays as it was, and its lock is free.
    const Segment memory = open_memory(ring.name());
    auto& slot = memory.slot(0);
    const std::uint64_t word = slot.word.load();
    consumer.reset();
    slot.word.store(word);
    slot.cursor.store(5);
    ASSERT_TRUE(look.observer.refresh(look.seen));
    EXPECT_EQ(look.seen.consumers.at(0).sequence, 4);
    EXPECT_EQ(look.seen.consumers.at(0).presence, Presence::Alive)
        << "it moved since the last look";
    ASSERT_TRUE(look.observer.refresh(look.seen));
    EXPECT_EQ(look.seen.consumers.at(0).presence, Presence::Dead);
}

TEST(RingObserver, SaysTruncatedWhenItRefreshes)
{
    const ringtest::TemporaryRing ring;
    {
        const Producer<Tick> producer = make_producer(ring.name());
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    Look look(ring.name());
    ASSERT_EQ(::truncate(ring.file().c_str(), 4096), 0);
    const auto read = look.observer.refresh(look.seen);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::Truncated);
}

TEST(RingObserver, SaysTruncatedInsteadOfDying)
{
    const ringtest::TemporaryRing ring;
    {
        const Producer<Tick> producer = make_producer(ring.name());
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    auto observer = RingObserver::attach(ring.name());
    RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    for (const off_t size : {100'000, 4096, 600, 0}) {
        ASSERT_EQ(::truncate(ring.file().c_str(), size), 0);
        const auto read = observer->snapshot(snapshot);
        if (!read) {
            EXPECT_EQ(read.error().code, Errc::Truncated);
        }
    }
    EXPECT_FALSE(observer->snapshot(snapshot));
}

TEST(RingObserver, SaysReplacedWhenAnotherRingHasTheName)
{
    const ringtest::TemporaryRing ring;
    std::optional<Producer<Tick>> producer = make_producer(ring.name());
    auto observer = RingObserver::attach(ring.name());
    producer.reset();
    const Producer<Tick> second = make_producer(ring.name());
    RingSnapshot snapshot;
    EXPECT_EQ(observer->snapshot(snapshot).error().code, Errc::Replaced);
}

TEST(RingObserver, ReadsOnFromARingThatWasUnlinkedInUse)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    auto observer = RingObserver::attach(ring.name());
    ::unlink(ring.file().c_str());
    publish(producer, 4);
    RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.producer.sequence, 3);
}

TEST(RingObserver, NeverShowsAConsumerAheadOfTheProducer)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    const Consumer<Tick> consumer = make_consumer(ring.name());
    publish(producer, 3);
    open_memory(ring.name()).slot(0).cursor.store(1'000'000);
    auto observer = RingObserver::attach(ring.name());
    RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.consumers.at(0).sequence, snapshot.producer.sequence);
}

TEST(RingObserver, SurvivesAnyWordInTheSections)
{
    const ringtest::TemporaryRing ring;
    {
        const Producer<Tick> producer = make_producer(ring.name());
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    auto observer = RingObserver::attach(ring.name());
    const Segment memory = open_memory(ring.name());
    auto* const begin = reinterpret_cast<std::uint64_t*>(&memory.slot(0));
    auto* const end = reinterpret_cast<std::uint64_t*>(memory.events());
    std::uint64_t random = 88172645463325252ULL;
    RingSnapshot snapshot;
    for (int round = 0; round < 50; ++round) {
        for (auto* word = begin; word != end; ++word) {
            random ^= random << 13U;
            random ^= random >> 7U;
            random ^= random << 17U;
            *word = round % 2 == 0 ? random : random >> 62U;
        }
        const auto read
            = round % 3 == 2 ? observer->refresh(snapshot) : observer->snapshot(snapshot);
        if (!read) {
            EXPECT_EQ(read.error().code, Errc::Corrupt);
        } else {
            EXPECT_LE(snapshot.consumers.size(), 64U);
        }
    }
}

TEST(RingObserver, TellsHowAStreamEnded)
{
    const ringtest::TemporaryRing ring;
    std::optional<Producer<Tick>> producer = make_producer(ring.name());
    const Consumer<Tick> consumer = make_consumer(ring.name());
    auto observer = RingObserver::attach(ring.name());
    RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_FALSE(snapshot.stream_end);
    producer.reset();
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.stream_end->reason, StreamEnd::Closed);
    EXPECT_EQ(listed(ring.name())->state, RingState::Closed);
    open_memory(ring.name()).producer().stream_end.store(0);
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.stream_end->reason, StreamEnd::ProducerDied);
    EXPECT_EQ(listed(ring.name())->state, RingState::Orphan);
}

TEST(ListRings, SaysWhoStillHoldsARingWithoutAProducer)
{
    const ringtest::TemporaryRing ring;
    std::optional<Producer<Tick>> producer = make_producer(ring.name());
    const Consumer<Tick> consumer = make_consumer(ring.name());
    producer.reset();
    open_memory(ring.name()).producer().stream_end.store(0);  // it died
    EXPECT_EQ(listed(ring.name())->reason, "no producer; held by 1 consumer");
}

TEST(RingObserver, RefusesAbsentRingsAndBadNames)
{
    const ringtest::TemporaryRing ring;
    EXPECT_EQ(RingObserver::attach(ring.name()).error().code, Errc::NotFound);
    EXPECT_EQ(RingObserver::attach("a b").error().code, Errc::InvalidName);
    EXPECT_EQ(RingObserver::attach("./nowhere/ring").error().code, Errc::NotFound);
}

TEST(ListRings, ShowsRingsWithTheirLabelAndLeavesOtherFilesOut)
{
    const ringtest::TemporaryRing foreign;
    std::ofstream(foreign.file()) << std::string(5000, 'x');
    const std::string name = portable_shm_segment_name("my label " + foreign.name());
    const auto producer = build_shared_single_producer<Tick>(name, 8).build_producer();
    const auto info = listed(name);
    ASSERT_TRUE(info);
    EXPECT_EQ(info->label, "my label " + foreign.name());
    EXPECT_EQ(info->capacity, 8U);
    EXPECT_EQ(info->event_size, 8U);
    EXPECT_EQ(info->state, RingState::Live);
    EXPECT_FALSE(listed(foreign.name()));
}

TEST(ListRings, ShowsADamagedRingWithTheReason)
{
    const ringtest::TemporaryRing ring;
    {
        const Producer<Tick> producer = make_producer(ring.name());
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    ASSERT_EQ(::truncate(ring.file().c_str(), 8192), 0);
    const auto info = listed(ring.name());
    ASSERT_TRUE(info);
    EXPECT_EQ(info->state, RingState::Truncated);
    EXPECT_NE(info->reason.find("8192"), std::string::npos);
}

}  // namespace
}  // namespace ringlib
