// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace ringlib {
namespace {

TEST(Producer, RunsFreeWhileNobodyIsAttached)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    EXPECT_EQ(publish(producer, 100), 100U);
    EXPECT_EQ(producer.last_published_sequence(), 99);
    EXPECT_EQ(producer.gating_sequence(), 99);
    EXPECT_EQ(producer.free_slots(), 8U);
}

TEST(Producer, ClaimsNothingWhenTheSlowestConsumerIsOneRingBehind)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> slow = make_consumer(ring.name(), "slow");
    Consumer<Tick> fast = make_consumer(ring.name(), "fast");
    EXPECT_EQ(publish(producer, 9), 8U);
    EXPECT_EQ(drain(fast), 8);
    EXPECT_FALSE(producer.try_claim());
    EXPECT_EQ(producer.free_slots(), 0U);
    EXPECT_EQ(producer.gating_sequence(), kNoSequence);
    EXPECT_TRUE(slow.try_consume_next());
    EXPECT_TRUE(producer.try_claim());
}

TEST(Producer, GivesUpAClaimThatIsDroppedAndOffersTheSlotAgain)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    {
        auto claim = producer.try_claim();
        ASSERT_TRUE(claim);
        claim->event().value = 666;
    }
    EXPECT_FALSE(consumer.try_consume_next());
    auto claim = producer.try_claim();
    EXPECT_EQ(claim->sequence(), 0);
    (*claim)->value = 0;
    EXPECT_EQ(std::move(*claim).publish(), 0);
    EXPECT_EQ(drain(consumer), 1);
}

TEST(Producer, PublishesABatchAllAtOnceOrNotAtAll)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    const auto fill = [](Tick& event, std::size_t index) { event.value = index; };
    EXPECT_EQ(producer.try_publish_batch(5, fill), 4);
    EXPECT_EQ(consumer.lag(), 5U);
    EXPECT_FALSE(producer.try_publish_batch(4, fill));
    EXPECT_EQ(producer.last_published_sequence(), 4);
    EXPECT_EQ(producer.try_publish_batch(
                  3, [](Tick& event, std::size_t index) { event.value = 5 + index; }),
        7);
    EXPECT_EQ(drain(consumer), 8);
    EXPECT_EQ(
        producer.publish_batch(8, [](Tick& event, std::size_t index) { event.value = 8 + index; }),
        15);
    EXPECT_EQ(drain(consumer), 8);
}

TEST(Producer, TakesAnEmptyBatchForNothingAndRefusesOneBeyondTheCapacity)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    const auto fill = [](Tick&, std::size_t) {};
    EXPECT_EQ(producer.publish_batch(0, fill), kNoSequence);
    EXPECT_EQ(publish(producer, 3), 3U);
    EXPECT_EQ(producer.publish_batch(0, fill), 2);
    const auto refused = producer.publish_batch(9, fill);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::InvalidConfig);
    EXPECT_FALSE(producer.try_publish_batch(9, fill));
    EXPECT_FALSE(producer.failure());
}

TEST(Producer, ClaimsABatchThatWrapsInTwoSpans)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    EXPECT_EQ(publish(producer, 6), 6U);
    EXPECT_EQ(drain(consumer), 6);
    auto claim = producer.try_claim_batch(5);
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->first_sequence(), 6);
    const auto spans = claim->spans();
    EXPECT_EQ(spans[0].size(), 2U);
    EXPECT_EQ(spans[1].size(), 3U);
    std::uint64_t value = 6;
    for (const auto& span : spans) {
        for (Tick& event : span) {
            event.value = value++;
        }
    }
    EXPECT_EQ(std::move(*claim).publish(), 10);
    EXPECT_EQ(drain(consumer), 5);
}

TEST(Producer, PublishesNothingWhenTheUpdateThrows)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    EXPECT_THROW(
        producer.publish([](Tick&) { throw std::runtime_error("no"); }), std::runtime_error);
    EXPECT_EQ(producer.last_published_sequence(), kNoSequence);
    EXPECT_FALSE(consumer.try_consume_next());
    EXPECT_EQ(publish(producer, 1), 1U);
    EXPECT_EQ(drain(consumer), 1);
}

TEST(Producer, TimesOutOnAFullRingNamingWhoHoldsIt)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    const Consumer<Tick> consumer = make_consumer(ring.name(), "slow");
    EXPECT_EQ(publish(producer, 8), 8U);
    const auto published
        = producer.publish_with_timeout(std::chrono::milliseconds(5), [](Tick&) {});
    ASSERT_FALSE(published);
    EXPECT_EQ(published.error().code, Errc::Timeout);
    EXPECT_NE(published.error().detail.find("slow"), std::string::npos);
    EXPECT_NE(published.error().detail.find(std::to_string(::getpid())), std::string::npos);
}

TEST(Producer, SaysClosedAfterCloseAndStaysSo)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    EXPECT_FALSE(producer.failure());
    producer.close();
    EXPECT_EQ(producer.publish([](Tick&) {}).error().code, Errc::Closed);
    EXPECT_FALSE(producer.try_publish([](Tick&) {}));
    EXPECT_FALSE(producer.try_claim());
    EXPECT_EQ(producer.failure()->code, Errc::Closed);
    producer.close();
}

TEST(Producer, KnowsWhereEachConsumerIs)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0");
    EXPECT_EQ(producer.consumer_sequence("cp_0"), kNoSequence);
    EXPECT_FALSE(producer.consumer_sequence("cp_1"));
    publish(producer, 3);
    EXPECT_TRUE(consumer.try_consume_next());
    EXPECT_EQ(producer.consumer_sequence("cp_0"), 0);
    EXPECT_TRUE(producer.wait_until_consumed(0, std::chrono::nanoseconds(0)));
    EXPECT_FALSE(producer.wait_until_consumed(2, std::chrono::nanoseconds(0)));
    EXPECT_TRUE(producer.wait_for_consumer_id("cp_0", std::chrono::nanoseconds(0)));
    EXPECT_FALSE(producer.wait_for_consumer_id("cp_1", std::chrono::nanoseconds(0)));
}

TEST(Producer, FillsEverySlotOnceBeforeAnybodySeesTheRing)
{
    const ringtest::TemporaryRing ring;
    std::uint64_t made = 0;
    auto producer = build_shared_single_producer<Tick>(ring.name(), 8).build_producer([&] {
        return Tick{100 + made++};
    });
    ASSERT_TRUE(producer);
    EXPECT_EQ(made, 8U);
    EXPECT_EQ(producer->try_claim()->event().value, 100U);
}

#if defined(RINGLIB_CHECK_THREADS)  // release builds check neither
TEST(ProducerDeathTest, IsCaughtInTwoThreads)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 1);
    EXPECT_DEATH(std::thread([&] { publish(producer, 1); }).join(), "two threads");
}
#endif

TEST(ProducerDeathTest, PublishesNoClaimOfItsParentInAForkedChild)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    auto claim = producer.try_claim();
    EXPECT_EXIT(std::exit(std::move(*claim).publish() == kNoSequence ? 7 : 1),
        testing::ExitedWithCode(7), "");
    EXPECT_EQ(std::move(*claim).publish(), 0);  // here it is still good
}

TEST(Producer, NeverPutsAnyoneOutForLyingFarBehindWithin32BitBorders)
{
    const ringtest::TemporaryRing ring;
    {
        const Producer<Tick> producer = make_producer(ring.name());
        const Segment memory = open_memory(ring.name());
        memory.producer().unlink_on_close.store(0);
        constexpr std::uint64_t kBorder = (std::uint64_t{1} << 32U) - 5;
        memory.producer().published.store(kBorder);
        memory.producer().write_limit.store(kBorder);
        memory.producer().stream_end.store(0);
    }
    const Segment memory = open_memory(ring.name());
    memory.producer().stream_end.store(0);  // as if it had died
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0", StartAt::Next);
    EXPECT_EQ(producer.last_published_sequence(), (Sequence{1} << 32U) - 6);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(publish(producer, 8), 8U);
        EXPECT_EQ(drain(consumer), 8);
    }
}

TEST(Producer, RefusesABatchOfAnySizeBeyondTheCapacity)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    publish(producer, 2);
    for (const std::size_t n : {std::size_t{9}, SIZE_MAX / 2 + 1, SIZE_MAX}) {
        EXPECT_FALSE(producer.try_claim_batch(n));
        EXPECT_FALSE(producer.try_publish_batch(n, [](Tick&, std::size_t) {}));
        EXPECT_FALSE(producer.wait_for_room(n, std::chrono::nanoseconds(0)));
    }
    EXPECT_EQ(producer.last_published_sequence(), 1);
}

TEST(Producer, GivesOneClaimAtATime)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name(), 2);
    const Consumer<Tick> consumer = make_consumer(ring.name(), "cp_0", StartAt::Default, 2);
    publish(producer, 1);
    {
        auto claim = producer.try_claim();
        ASSERT_TRUE(claim);
        EXPECT_FALSE(producer.try_claim());
        EXPECT_FALSE(producer.try_claim_batch(1));
        EXPECT_EQ(std::move(*claim).publish(), 1);
    }
    EXPECT_FALSE(producer.try_claim());  // full
    EXPECT_EQ(consumer.lag(), 2U);
    EXPECT_FALSE(consumer.stream_end());
}

TEST(Producer, PublishesNoClaimAfterItWasClosed)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    Consumer<Tick> consumer = make_consumer(ring.name());
    auto claim = producer.try_claim();
    producer.close();
    EXPECT_EQ(std::move(*claim).publish(), kNoSequence);
    EXPECT_FALSE(consumer.consume_next());
    EXPECT_EQ(consumer.stream_end()->reason, StreamEnd::Closed);
}

TEST(Producer, RefusesEvenAnEmptyBatchAfterItWasClosed)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    producer.close();
    EXPECT_EQ(producer.publish_batch(0, [](Tick&, std::size_t) {}).error().code, Errc::Closed);
    EXPECT_FALSE(producer.try_publish_batch(0, [](Tick&, std::size_t) {}));
}

TEST(Producer, NeedNotWaitForAnythingToBeConsumedWhenNobodyGates)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    EXPECT_TRUE(producer.wait_until_consumed(5, std::chrono::nanoseconds(0)));
    const Consumer<Tick> consumer = make_consumer(ring.name());
    EXPECT_FALSE(producer.wait_until_consumed(5, std::chrono::nanoseconds(0)));
}

TEST(Producer, SaysThatAnExpectedConsumerHasNotComeWhenThatHoldsIt)
{
    const ringtest::TemporaryRing ring;
    auto producer = build_shared_single_producer<Tick>(ring.name(), 8)
                        .discover_consumer_with_prefix(1, "cp")
                        .build_producer();
    publish(*producer, 8);
    const auto timeout
        = producer->publish_with_timeout(std::chrono::microseconds(500), [](Tick&) {});
    ASSERT_FALSE(timeout);
    EXPECT_EQ(timeout.error().detail,
        "the ring stayed full for 0.5 ms; held for consumer cp_0, which is expected and has not "
        "come");
}

#if defined(RINGLIB_CHECK_THREADS)
TEST(ProducerDeathTest, IsCaughtWhenItIsUsedInsideItsOwnUpdate)
{
    const ringtest::TemporaryRing ring;
    EXPECT_DEATH(
        {
            Producer<Tick> producer = make_producer(ring.name());
            producer.try_publish([&](Tick&) { producer.try_publish([](Tick&) {}); });
        },
        "inside its own update");
}
#endif

}  // namespace
}  // namespace ringlib
