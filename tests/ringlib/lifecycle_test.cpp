// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <thread>

namespace ringlib {
namespace {

template <typename E>
Errc refusal(ProducerBuilder<E> builder)
{
    auto producer = builder.build_producer();
    return producer ? Errc::HandlerFailed : producer.error().code;
}

std::string contents(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A ring whose producer died: its stream is open, and nobody holds it.
void leave_orphan(const std::string& name, std::size_t published)
{
    {
        Producer<Tick> producer = make_producer(name);
        publish(producer, published);
        open_memory(name).producer().unlink_on_close.store(0);
    }
    open_memory(name).producer().stream_end.store(0);
}

TEST(Lifecycle, TheProducerRemovesAClosedRingThatNobodyReads)
{
    const ringtest::TemporaryRing ring;
    {
        const Producer<Tick> producer = make_producer(ring.name());
    }
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Lifecycle, TheLastConsumerOutRemovesAClosedRing)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    Consumer<Tick> b = make_consumer(ring.name(), "b");
    producer.close();
    a.detach();
    EXPECT_TRUE(ring.exists());
    b.detach();
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Lifecycle, AnExpectedConsumerThatNeverCameKeepsAClosedRing)
{
    const ringtest::TemporaryRing ring;
    {
        auto producer = build_shared_single_producer<Tick>(ring.name(), 8)
                            .discover_consumer_with_prefix(1, "cp")
                            .build_producer();
        publish(*producer, 3);
    }
    EXPECT_TRUE(ring.exists());
    {
        Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0");
        EXPECT_EQ(drain(consumer), 3);
    }
    EXPECT_FALSE(ring.exists());
}

TEST(Lifecycle, KeepsAFileUnlessAskedToRemoveIt)
{
    const ringtest::TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "ring";
    {
        const auto producer = build_mmap_single_producer<Tick>(file, 8).build_producer();
    }
    EXPECT_TRUE(std::filesystem::exists(file));
    {
        const auto producer
            = build_mmap_single_producer<Tick>(file, 8).with_unlink_on_close(true).build_producer();
    }
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(Lifecycle, AFileBehavesAsSharedMemoryDoes)
{
    const ringtest::TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "a ring";
    auto producer = build_mmap_single_producer<Tick>(file, 8).build_producer();
    ASSERT_TRUE(producer);
    auto consumer = attach_mmap_consumer<Tick>(file, 8).with_consumer_id("cp_0").build_consumer();
    ASSERT_TRUE(consumer);
    for (int lap = 0; lap < 10; ++lap) {
        EXPECT_EQ(publish(*producer, 9), 8U);
        EXPECT_EQ(drain(*consumer), 8);
    }
    EXPECT_TRUE(std::filesystem::exists(directory.path() / ".a ring.lock"));
}

TEST(Lifecycle, RefusesASecondProducerNamingTheFirstAndChangesNothing)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 3);
    const std::string before = contents(ring.file());
    for (const OnExisting action :
        {OnExisting::Refuse, OnExisting::TakeOver, OnExisting::Recreate}) {
        auto second = build_shared_single_producer<Tick>(ring.name(), 8)
                          .on_existing(action)
                          .build_producer();
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, Errc::ProducerAlive);
        EXPECT_NE(
            second.error().detail.find("pid " + std::to_string(::getpid())), std::string::npos);
    }
    EXPECT_EQ(contents(ring.file()), before);
}

TEST(Lifecycle, NamesWhoStillHasARingOfThisNameThatWasRemoved)
{
    const ringtest::TemporaryRing ring;
    const Producer<Tick> producer = make_producer(ring.name());
    std::filesystem::remove(ring.file());
    const auto second = build_shared_single_producer<Tick>(ring.name(), 8).build_producer();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::ProducerAlive);
    EXPECT_EQ(second.error().detail,
        "held by pid " + std::to_string(::getpid())
            + ": it still has a ring of this name that was removed, or is just making one; end it, "
              "or choose another name");
}

TEST(Lifecycle, TakesOverAfterTheLastPublishedEventAsANewEpoch)
{
    const ringtest::TemporaryRing ring;
    leave_orphan(ring.name(), 5);
    Consumer<Tick> consumer = make_consumer(ring.name());
    EXPECT_EQ(drain(consumer), 5);
    EXPECT_FALSE(consumer.consume_next());
    EXPECT_EQ(consumer.stream_end()->reason, StreamEnd::ProducerDied);
    Producer<Tick> successor = make_producer(ring.name());
    EXPECT_FALSE(consumer.stream_end());
    EXPECT_EQ(publish(successor, 20), 8U);
    EXPECT_EQ(drain(consumer), 8);
    auto observer = RingObserver::attach(ring.name());
    RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.producer.epoch, 2U);
}

TEST(Lifecycle, TakesOverOnlyWhatFitsAndChangesNothingOtherwise)
{
    const ringtest::TemporaryRing ring;
    leave_orphan(ring.name(), 5);
    const std::string before = contents(ring.file());
    EXPECT_EQ(refusal(build_shared_single_producer<Tick>(ring.name(), 16)), Errc::CapacityMismatch);
    EXPECT_EQ((refusal(build_shared_single_producer<std::array<std::uint64_t, 2>>(ring.name(), 8))),
        Errc::EventMismatch);
    EXPECT_EQ(
        refusal(build_shared_single_producer<Tick>(ring.name(), 8).on_existing(OnExisting::Refuse)),
        Errc::AlreadyExists);
    EXPECT_EQ(contents(ring.file()), before);
}

TEST(Lifecycle, RecreatesAnOrphanInAnotherShapeAndTellsItsConsumers)
{
    const ringtest::TemporaryRing ring;
    leave_orphan(ring.name(), 5);
    Consumer<Tick> old = make_consumer(ring.name());
    auto producer = build_shared_single_producer<Tick>(ring.name(), 32)
                        .on_existing(OnExisting::Recreate)
                        .build_producer();
    ASSERT_TRUE(producer);
    EXPECT_EQ(old.stream_end()->reason, StreamEnd::Replaced);
    EXPECT_EQ(
        make_consumer(ring.name(), "cp_0", StartAt::Default, 32).current_sequence(), kNoSequence);
}

TEST(Lifecycle, ConsumersOfAClosedRingKeepTheirEndWhenItsNameIsUsedAgain)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> first = make_producer(ring.name());
    Consumer<Tick> old = make_consumer(ring.name());
    publish(first, 4);
    first.close();
    Producer<Tick> second = make_producer(ring.name());
    EXPECT_EQ(drain(old), 4);
    EXPECT_EQ(old.stream_end()->reason, StreamEnd::Closed);
    old.detach();
    EXPECT_TRUE(ring.exists());  // the new ring is not the old one's to remove
    EXPECT_EQ(make_consumer(ring.name()).current_sequence(), kNoSequence);
}

TEST(Lifecycle, RefusesToTakeOverPositionsThatCannotBe)
{
    const ringtest::TemporaryRing ring;
    leave_orphan(ring.name(), 5);
    open_memory(ring.name()).producer().write_limit.store(4);
    EXPECT_EQ(refusal(build_shared_single_producer<Tick>(ring.name(), 8)), Errc::Corrupt);
}

TEST(Lifecycle, RefusesWhatIsNoRingAndLeavesItAlone)
{
    const ringtest::TemporaryRing ring;
    std::ofstream(ring.file()) << std::string(10'000, 'x');
    EXPECT_EQ(refusal(build_shared_single_producer<Tick>(ring.name(), 8)), Errc::NotARing);
    EXPECT_EQ(contents(ring.file()), std::string(10'000, 'x'));
}

TEST(Lifecycle, CreatesNothingOnABadArgument)
{
    const ringtest::TemporaryRing ring;
    const auto builder = [&](std::size_t capacity = 8) {
        return build_shared_single_producer<Tick>(ring.name(), capacity);
    };
    for (const std::size_t capacity : {0ULL, 1ULL, 3ULL, 1ULL << 31U, 1ULL << 63U}) {
        EXPECT_EQ(refusal(builder(capacity)), Errc::InvalidCapacity) << capacity;
    }
    EXPECT_EQ(refusal(builder().with_max_consumers(0)), Errc::InvalidConfig);
    EXPECT_EQ(refusal(builder().with_max_consumers(257)), Errc::InvalidConfig);
    EXPECT_EQ(refusal(builder().with_max_consumers(1).discover_consumer_with_prefix(2, "cp")),
        Errc::InvalidConfig);
    EXPECT_EQ(refusal(builder().discover_consumer_with_prefix(2, "c p")), Errc::InvalidId);
    EXPECT_EQ(refusal(builder().with_coordination(CoordinationMode::buffer_until_consumers(9))),
        Errc::InvalidConfig);
    EXPECT_EQ(refusal(builder().with_coordination(CoordinationMode::buffer_until_consumers(0))),
        Errc::InvalidConfig);
    EXPECT_EQ(refusal(builder().with_coordination(CoordinationMode::wait_for_consumers(65, {}))),
        Errc::InvalidConfig);
    EXPECT_EQ(refusal(builder().with_process_core(100'000)), Errc::InvalidConfig);
    EXPECT_EQ(refusal(build_shared_single_producer<Tick>("a b", 8)), Errc::InvalidName);
    EXPECT_EQ(refusal(build_mmap_single_producer<Tick>("/nonexistent/ring", 8)), Errc::NotFound);
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(RemoveRing, RefusesWhileAnybodyHoldsItNamingWho)
{
    const ringtest::TemporaryRing ring;
    const std::string pid = "pid " + std::to_string(::getpid());
    {
        const Producer<Tick> producer = make_producer(ring.name());
        const auto removed = remove_ring(ring.name());
        EXPECT_EQ(removed.error().code, Errc::ProducerAlive);
        EXPECT_NE(removed.error().detail.find(pid), std::string::npos);
    }
    leave_orphan(ring.name(), 1);
    {
        const Consumer<Tick> consumer = make_consumer(ring.name());
        const auto removed = remove_ring(ring.name());
        EXPECT_EQ(removed.error().code, Errc::ConsumerIdInUse);
        EXPECT_NE(removed.error().detail.find("cp_0"), std::string::npos);
        EXPECT_NE(removed.error().detail.find(pid), std::string::npos);
    }
    EXPECT_TRUE(remove_ring(ring.name()));
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
    EXPECT_EQ(remove_ring(ring.name()).error().code, Errc::NotFound);
}

TEST(RemoveRing, TouchesNoFileThatIsNoRing)
{
    const ringtest::TemporaryRing ring;
    std::ofstream(ring.file()) << "precious";
    EXPECT_EQ(remove_ring(ring.name()).error().code, Errc::NotARing);
    EXPECT_EQ(contents(ring.file()), "precious");
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Lifecycle, LeavesNoLockFileBesideWhatIsNoRing)
{
    const ringtest::TemporaryRing ring;
    std::ofstream(ring.file()) << "notes\n";
    const auto producer = build_shared_single_producer<Tick>(ring.name(), 8).build_producer();
    ASSERT_FALSE(producer);
    EXPECT_EQ(producer.error().code, Errc::NotARing);
    EXPECT_FALSE(ring.lock_file_exists());
    EXPECT_TRUE(ring.exists());
}

TEST(Lifecycle, LeavesNothingBehindWhenAnEventCannotBeMade)
{
    const ringtest::TemporaryRing ring;
    auto builder = build_shared_single_producer<Tick>(ring.name(), 8);
    const auto fail = []() -> Tick { throw std::runtime_error("no event"); };
    EXPECT_THROW(static_cast<void>(builder.build_producer(fail)), std::runtime_error);
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
    EXPECT_TRUE(builder.build_producer());  // without what threw
}

TEST(Lifecycle, RefusesANumberOfConsumersThatIsNone)
{
    const ringtest::TemporaryRing ring;
    for (const std::size_t n : {std::size_t{0}, std::size_t{257}, (std::size_t{1} << 32U) + 1}) {
        EXPECT_EQ(refusal(build_shared_single_producer<Tick>(ring.name(), 8).with_max_consumers(n)),
            Errc::InvalidConfig);
    }
}

TEST(Lifecycle, RemovesAFileTooWhenItsConsumersDidNotCome)
{
    const ringtest::TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "ring";
    std::optional<Expected<Consumer<Tick>>> one;
    std::thread joiner([&] {
        one.emplace(attach_mmap_consumer<Tick>(file, 8)
                        .with_ready_timeout(std::chrono::seconds(10))
                        .build_consumer());
    });
    const auto producer = build_mmap_single_producer<Tick>(file, 8)
                              .with_coordination(CoordinationMode::wait_for_consumers(
                                  2, std::chrono::milliseconds(50)))
                              .build_producer();
    EXPECT_EQ(producer.error().code, Errc::CoordinationTimeout);
    joiner.join();
    if (*one) {
        (*one)->detach();
    }
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(Lifecycle, SaysWhatToRemoveWhenARingIsDamaged)
{
    const ringtest::TemporaryRing ring;
    {
        auto producer = build_shared_single_producer<Tick>(ring.name(), 8)
                            .with_unlink_on_close(false)
                            .build_producer();
    }
    std::filesystem::resize_file(ring.file(), 8192);
    const auto producer = build_shared_single_producer<Tick>(ring.name(), 8)
                              .on_existing(OnExisting::Recreate)
                              .build_producer();
    ASSERT_FALSE(producer);
    EXPECT_NE(producer.error().detail.find("remove " + ring.file()), std::string::npos);
}

}  // namespace
}  // namespace ringlib
