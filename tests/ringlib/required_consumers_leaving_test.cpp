// SPDX-License-Identifier: MIT OR Apache-2.0
#include "watching_support.h"

#include <gtest/gtest.h>
#include <string>

namespace ringlib {
namespace {

using namespace std::chrono_literals;

TEST(RequiredConsumers, MayNotLeaveWhetherTheyBlockOrNot)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    {
        Consumer<Tick> a = make_consumer(ring.name(), "a");
        EXPECT_TRUE(publish_managed(producer));
        EXPECT_EQ(drain(a), 1);
    }
    const auto left = publish_managed(producer);
    ASSERT_FALSE(left);
    EXPECT_EQ(left.error().code, Errc::RequiredConsumerLeft);
    EXPECT_NE(left.error().detail.find("consumer a detached after sequence 0"), std::string::npos);
    EXPECT_EQ(producer.failure()->code, Errc::RequiredConsumerLeft);
}

TEST(RequiredConsumers, ThatDiedAreKeptForTheirSuccessorWhichLosesNothing)
{
    const ringtest::TemporaryRing ring;
    Consumer<Tick>* successor = nullptr;
    std::optional<Consumer<Tick>> rejoined;
    auto config = require({"a"});
    config.shutdown_grace_period = 10s;
    config.alert_hook = [&](const RequiredConsumerAlert& alert) {
        EXPECT_TRUE(alert.died);
        EXPECT_EQ(alert.last_sequence, 4);
        rejoined.emplace(make_consumer(ring.name(), "a"));
        successor = &*rejoined;
        EXPECT_EQ(drain(*successor), 8);
    };
    Producer<Tick> producer = make_watching(ring.name(), config);
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    publish(producer, 5);
    EXPECT_EQ(drain(a), 5);
    kill(std::move(a), ring.name());
    publish(producer, 8);
    EXPECT_TRUE(publish_managed(producer));
    ASSERT_NE(successor, nullptr);
    EXPECT_EQ(successor->current_sequence(), 12);
    EXPECT_EQ(drain(*successor), 1);
}

TEST(RequiredConsumers, ThatDiedStayRetainedForUnmanagedCallsToo)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    kill(make_consumer(ring.name(), "a"), ring.name());
    publish(producer, 8);
    EXPECT_EQ(producer.publish_with_timeout(20ms, [](Tick&) {}).error().code, Errc::Timeout);
    RingSnapshot snapshot;
    ASSERT_TRUE(RingObserver::attach(ring.name())->snapshot(snapshot));
    ASSERT_EQ(snapshot.consumers.size(), 1U);
    EXPECT_EQ(snapshot.consumers[0].slot_state, SlotState::Retained);
    EXPECT_TRUE(snapshot.consumers[0].required);
    EXPECT_TRUE(producer.evict("a"));
    EXPECT_TRUE(producer.try_publish([](Tick&) {}));
}

TEST(RequiredConsumers, AreOptionalForASuccessorThatDoesNotNameThem)
{
    const ringtest::TemporaryRing ring;
    {
        Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
        kill(make_consumer(ring.name(), "a"), ring.name());
        publish(producer, 8);
        EXPECT_EQ(producer.publish_with_timeout(20ms, [](Tick&) {}).error().code, Errc::Timeout);
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    open_memory(ring.name()).producer().stream_end.store(0);  // it died
    Producer<Tick> successor = make_producer(ring.name());
    EXPECT_EQ(successor.last_published_sequence(), 7);
    EXPECT_TRUE(successor.publish([](Tick&) {}));
}

TEST(RequiredConsumers, AreWaitedForAnewByASuccessor)
{
    const ringtest::TemporaryRing ring;
    {
        Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
        Consumer<Tick> a = make_consumer(ring.name(), "a");
        publish(producer, 3);
        EXPECT_EQ(drain(a), 3);
        a.detach();
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    open_memory(ring.name()).producer().stream_end.store(0);
    Producer<Tick> successor = make_watching(ring.name(), require({"a"}));
    EXPECT_EQ(publish(successor, 20), 8U);  // gates from where the successor began
    EXPECT_EQ(publish_managed(successor).error().code, Errc::StartupTimeout);
}

TEST(RequiredConsumers, MayTakeTheSlotOfADeadOneThatNobodyAwaits)
{
    const ringtest::TemporaryRing ring;
    {
        Producer<Tick> producer = make_watching(ring.name(), require({"a"}), 1);
        kill(make_consumer(ring.name(), "a"), ring.name());
        open_memory(ring.name()).producer().unlink_on_close.store(0);
    }
    open_memory(ring.name()).producer().stream_end.store(0);  // it died
    Producer<Tick> successor = make_watching(ring.name(), require({"b"}), 1);
    Consumer<Tick> b = make_consumer(ring.name(), "b");
    EXPECT_TRUE(publish_managed(successor));
    EXPECT_EQ(drain(b), 1);
}

TEST(RequiredConsumers, ThatDiedBeforeTheyWereNamedEndTheStreamAtOnce)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    kill(make_consumer(ring.name(), "a"), ring.name());
    publish(producer, 100);  // reaped, as anybody is whom nobody requires
    ASSERT_TRUE(producer.enable_required_consumer_liveness(require({"a"})));
    const auto published = publish_managed(producer);
    ASSERT_FALSE(published);
    EXPECT_EQ(published.error().code, Errc::GracefulShutdownTriggered);
    EXPECT_TRUE(published.error().alert->died);
}

TEST(RequiredConsumers, ThatLeftHaveLeftAlsoAfterTheyFailedToComeBack)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    {
        Consumer<Tick> a = make_consumer(ring.name(), "a");
        EXPECT_TRUE(publish_managed(producer));
    }
    publish(producer, 100);
    auto again = attach_shared_consumer<Tick>(ring.name(), 8)
                     .with_consumer_id("a")
                     .start_at(StartAt::Resume)
                     .build_consumer();
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::ResumeLost);
    EXPECT_EQ(publish_managed(producer).error().code, Errc::RequiredConsumerLeft);
}

TEST(RequiredConsumers, ThatWerePutOutHaveNotLeftAlsoWhenTheyDiedWhileTheyLeft)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    {
        Consumer<Tick> a = make_consumer(ring.name(), "a");
        EXPECT_TRUE(publish_managed(producer));
        EXPECT_TRUE(producer.evict("a"));
    }
    open_memory(ring.name()).slot(0).gone.store(static_cast<std::uint32_t>(layout::Gone::Left));
    publish(producer, 100);
    auto again = attach_shared_consumer<Tick>(ring.name(), 8)
                     .with_consumer_id("a")
                     .start_at(StartAt::Resume)
                     .build_consumer();
    ASSERT_FALSE(again);  // and its slot is FREE since
    EXPECT_EQ(again.error().code, Errc::ResumeLost);
    EXPECT_TRUE(publish_managed(producer));
}

TEST(RequiredConsumers, ThatLeftAreNotSaidToHaveDiedByWhoFoundThePredecessorDead)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    kill(make_consumer(ring.name(), "a"), ring.name());
    const Segment memory = open_memory(ring.name());
    // As if a successor had left between the look at the dead one and the word about it.
    memory.slot(0).gone.store(static_cast<std::uint32_t>(layout::Gone::Left));
    while (layout::slot_state(memory.slot(0).word.load()) != layout::Slot::Free) {
        publish(producer, 100);  // until it is reaped
    }
    EXPECT_EQ(memory.slot(0).gone.load(), static_cast<std::uint32_t>(layout::Gone::Left));
}

TEST(RequiredConsumers, ThatLeaveWhileTheyBlockEndTheVeryCallThatTheyBlocked)
{
    const ringtest::TemporaryRing ring;
    auto config = require({"a"});
    config.shutdown_grace_period = 10s;
    std::optional<Consumer<Tick>> a;
    config.alert_hook = [&](const RequiredConsumerAlert&) { a.reset(); };
    Producer<Tick> producer = make_watching(ring.name(), config);
    a.emplace(make_consumer(ring.name(), "a"));
    publish(producer, 8);
    EXPECT_EQ(publish_managed(producer).error().code, Errc::RequiredConsumerLeft);
    EXPECT_EQ(producer.last_published_sequence(), 7);
}

}  // namespace
}  // namespace ringlib
