// SPDX-License-Identifier: MIT OR Apache-2.0
#include "endpoint_support.h"
#include "process_identity.h"

#include <atomic>
#include <chrono>
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace ringlib {
namespace {

using namespace std::chrono_literals;
using Action = RequiredConsumerFailureAction;

RequiredConsumerLivenessConfig require(std::vector<std::string> ids)
{
    RequiredConsumerLivenessConfig config;
    config.required_consumer_ids = std::move(ids);
    config.startup_wait_timeout = 20ms;
    config.progress_timeout = 20ms;
    config.progress_check_interval = 1ms;
    config.shutdown_grace_period = 20ms;
    return config;
}

Producer<Tick> make_watching(
    const std::string& name, RequiredConsumerLivenessConfig config, std::size_t max_consumers = 64)
{
    return build_shared_single_producer<Tick>(name, 8)
        .with_max_consumers(max_consumers)
        .with_liveness(std::move(config))
        .build_producer()
        .value();
}

Expected<Sequence> publish_managed(Producer<Tick>& producer)
{
    return producer.publish_managed([&](Tick& event) {
        event.value = static_cast<std::uint64_t>(producer.last_published_sequence() + 1);
    });
}

/// Fills the ring until a managed call fails.
Error publish_to_failure(Producer<Tick>& producer)
{
    for (;;) {
        if (auto published = publish_managed(producer); !published) {
            return published.error();
        }
    }
}

std::string refusal(const std::string& name, RequiredConsumerLivenessConfig config)
{
    auto producer = build_shared_single_producer<Tick>(name, 8)
                        .with_liveness(std::move(config))
                        .build_producer();
    return producer || producer.error().code != Errc::InvalidConfig ? "built"
                                                                    : producer.error().detail;
}

/// As if its process had been killed: the locks are gone, the slot stays as it was.
void kill(Consumer<Tick> consumer, const std::string& ring)
{
    const std::string id(consumer.consumer_id());
    const Segment memory = open_memory(ring);
    for (std::uint32_t i = 0; i < memory.slot_count(); ++i) {
        layout::ConsumerSlot& slot = memory.slot(i);
        if (read_identity(slot.identity).id() != id) {
            continue;
        }
        const std::uint64_t word = slot.word.load();
        slot.word.store(word + (std::uint64_t{1} << 40U));  // its detach finds another's slot
        {
            const Consumer<Tick> gone = std::move(consumer);
        }
        slot.gone.store(0);
        slot.word.store(word);
        return;
    }
}

TEST(RequiredConsumers, AreCheckedAsASetBeforeAnythingIsMade)
{
    const ringtest::TemporaryRing ring;
    EXPECT_NE(refusal(ring.name(), require({})).find("at least one"), std::string::npos);
    EXPECT_NE(refusal(ring.name(), require({"a", "b", "a"})).find("'a' is named twice"),
        std::string::npos);
    auto config = require({"a"});
    config.startup_wait_timeout = 0ms;
    config.progress_timeout = 5ms;
    config.progress_check_interval = 5ms;
    config.shutdown_grace_period = -1ms;
    EXPECT_EQ(refusal(ring.name(), config),
        "startup wait 0 ms, must be above 0; progress timeout 5 ms, must be above the check "
        "interval 5 ms; grace period -1 ms, must be 0 or more");
    config = require({"a"});
    config.progress_check_interval = 0ms;
    EXPECT_EQ(refusal(ring.name(), config), "check interval 0 ms, must be above 0");
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(RequiredConsumers, HaveTheOriginalsDefaults)
{
    const RequiredConsumerLivenessConfig config;
    EXPECT_EQ(config.startup_wait_timeout, 5s);
    EXPECT_EQ(config.progress_timeout, 250ms);
    EXPECT_EQ(config.progress_check_interval, 5ms);
    EXPECT_EQ(config.shutdown_grace_period, 1s);
    EXPECT_EQ(config.failure_action, Action::GracefulShutdown);
    EXPECT_FALSE(config.alert_hook);
}

TEST(RequiredConsumers, NeedIdsThatAreIds)
{
    const ringtest::TemporaryRing ring;
    auto producer = build_shared_single_producer<Tick>(ring.name(), 8)
                        .with_liveness(require({"a b"}))
                        .build_producer();
    ASSERT_FALSE(producer);
    EXPECT_EQ(producer.error().code, Errc::InvalidId);
    EXPECT_NE(producer.error().detail.find("'a b'"), std::string::npos);
}

TEST(RequiredConsumers, NeedASlotEachTogetherWithTheDiscovered)
{
    const ringtest::TemporaryRing ring;
    const auto build = [&](std::vector<std::string> ids) {
        return build_shared_single_producer<Tick>(ring.name(), 8)
            .with_max_consumers(2)
            .discover_consumer_with_prefix(2, "cp")
            .with_liveness(require(std::move(ids)))
            .build_producer();
    };
    EXPECT_TRUE(build({"cp_0", "cp_1"}));
    const auto three = build({"cp_0", "other"});
    ASSERT_FALSE(three);
    EXPECT_EQ(three.error().code, Errc::InvalidConfig);
    EXPECT_EQ(three.error().detail, "expects 3 consumers, but max consumers is 2");
}

TEST(RequiredConsumers, GateFromTheFirstEventUntilTheyWereSeen)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    EXPECT_EQ(publish(producer, 20), 8U);
    Consumer<Tick> consumer = make_consumer(ring.name(), "a");
    EXPECT_EQ(drain(consumer), 8);
    EXPECT_EQ(publish(producer, 20), 8U);
}

TEST(RequiredConsumers, AreWaitedForOnceAndTheTimeoutIsForGoodAndToldToTheOthers)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a", "b", "c"}));
    Consumer<Tick> b = make_consumer(ring.name(), "b");
    auto first = publish_managed(producer);
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, Errc::StartupTimeout);
    EXPECT_EQ(first.error().missing, (std::vector<std::string>{"a", "c"}));
    EXPECT_NE(first.error().detail.find("2 of 3 required consumers missing after 20 ms: a, c"),
        std::string::npos);
    EXPECT_EQ(producer.failure()->code, Errc::StartupTimeout);
    EXPECT_FALSE(producer.try_publish([](Tick&) {}));
    EXPECT_EQ(producer.publish([](Tick&) {}).error().code, Errc::StartupTimeout);
    EXPECT_FALSE(b.consume_next());
    ASSERT_TRUE(b.stream_end());
    EXPECT_EQ(b.stream_end()->reason, StreamEnd::RequiredConsumerFailed);
    EXPECT_EQ(b.stream_end()->detail, "a");
}

TEST(RequiredConsumers, ThatWereThereBeforeTheFirstManagedCallSatisfyTheWait)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    kill(make_consumer(ring.name(), "a"), ring.name());
    EXPECT_TRUE(publish_managed(producer));
    const Error error = publish_to_failure(producer);  // it died: its time runs once it blocks
    EXPECT_EQ(error.code, Errc::GracefulShutdownTriggered);
    EXPECT_TRUE(error.alert->died);
}

TEST(RequiredConsumers, EndTheStreamForEverybodyWhenOneStalls)
{
    const ringtest::TemporaryRing ring;
    int alerts = 0;
    auto config = require({"slow", "good"});
    config.alert_hook = [&](const RequiredConsumerAlert& alert) {
        ++alerts;
        EXPECT_EQ(alert.consumer_id, "slow");
        EXPECT_EQ(alert.last_sequence, 2);
        EXPECT_GE(alert.stalled_for, 20ms);
        EXPECT_FALSE(alert.died);
    };
    Producer<Tick> producer = make_watching(ring.name(), config);
    Consumer<Tick> slow = make_consumer(ring.name(), "slow");
    Consumer<Tick> good_here = make_consumer(ring.name(), "good");
    publish(producer, 3);
    EXPECT_EQ(drain(slow), 3);
    EXPECT_EQ(drain(good_here), 3);
    Consumer<Tick> good = std::move(good_here);  // for another thread
    std::thread reader([&] {
        while (good.consume_next()) { }
    });
    const Error error = publish_to_failure(producer);
    reader.join();
    EXPECT_EQ(error.code, Errc::GracefulShutdownTriggered);
    ASSERT_TRUE(error.alert);
    EXPECT_EQ(error.alert->consumer_id, "slow");
    EXPECT_EQ(error.alert->last_sequence, 2);
    EXPECT_GE(error.alert->stalled_for, 40ms);
    EXPECT_NE(error.detail.find("consumer slow stalled at sequence 2"), std::string::npos);
    EXPECT_NE(error.detail.find("allowed 20 ms and a grace period of 20 ms"), std::string::npos);
    EXPECT_EQ(alerts, 1);
    // Sticky for the producer, also when the consumer goes on.
    EXPECT_EQ(drain(slow), 8);
    EXPECT_EQ(slow.stream_end()->reason, StreamEnd::RequiredConsumerFailed);
    EXPECT_EQ(publish_managed(producer).error().code, Errc::GracefulShutdownTriggered);
    EXPECT_FALSE(producer.try_claim());
    EXPECT_FALSE(producer.try_claim_batch(1));
    EXPECT_EQ(producer.publish_batch(1, [](Tick&, std::size_t) {}).error().code,
        Errc::GracefulShutdownTriggered);
    EXPECT_EQ(good.current_sequence(), 10);
    EXPECT_EQ(good.stream_end()->detail, "slow");
    producer.close();
    EXPECT_EQ(good.stream_end()->reason, StreamEnd::RequiredConsumerFailed);
}

TEST(RequiredConsumers, MayAllBeWellForAnyTimeAndCostNoAlert)
{
    const ringtest::TemporaryRing ring;
    int alerts = 0;
    auto config = require({"a"});
    config.alert_hook = [&](const RequiredConsumerAlert&) { ++alerts; };
    Producer<Tick> producer = make_watching(ring.name(), config);
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    std::thread reader([&] {
        while (a.consume_next()) { }
    });
    for (int i = 0; i < 10'000; ++i) {
        EXPECT_TRUE(publish_managed(producer));
    }
    producer.close();
    reader.join();
    EXPECT_EQ(a.current_sequence(), 9999);
    EXPECT_EQ(alerts, 0);
}

TEST(RequiredConsumers, AreNotToBlameForAnOptionalOne)
{
    const ringtest::TemporaryRing ring;
    int alerts = 0;
    auto config = require({"a"});
    config.alert_hook = [&](const RequiredConsumerAlert&) { ++alerts; };
    Producer<Tick> producer = make_watching(ring.name(), config);
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    Consumer<Tick> optional = make_consumer(ring.name(), "optional");
    publish(producer, 8);
    EXPECT_EQ(drain(a), 8);
    std::thread later([&] {
        std::this_thread::sleep_for(100ms);  // two times what a required one would be allowed
        EXPECT_GE(drain(optional), 8);  // and what the producer adds meanwhile
    });
    EXPECT_TRUE(publish_managed(producer));
    later.join();
    EXPECT_EQ(alerts, 0);
}

TEST(RequiredConsumers, OnlyRaiseAnAlertIfNoMoreIsAskedFor)
{
    const ringtest::TemporaryRing ring;
    auto config = require({"a"});
    config.failure_action = Action::AlertOnly;
    Consumer<Tick>* stalled = nullptr;
    std::atomic<int> alerts = 0;
    config.alert_hook = [&](const RequiredConsumerAlert&) {
        ++alerts;
        if (alerts == 1) {
            EXPECT_EQ(drain(*stalled), 8);
        }
    };
    Producer<Tick> producer = make_watching(ring.name(), config);
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    stalled = &a;
    publish(producer, 8);
    EXPECT_TRUE(publish_managed(producer));
    EXPECT_EQ(alerts, 1);
    EXPECT_FALSE(producer.failure());
    publish(producer, 7);
    Consumer<Tick> moved = std::move(a);  // for another thread
    std::thread late([&] {  // long after alert and grace
        while (alerts < 2) {
            std::this_thread::yield();
        }
        std::this_thread::sleep_for(100ms);
        EXPECT_GE(drain(moved), 8);  // and what the producer adds meanwhile
    });
    EXPECT_TRUE(publish_managed(producer));
    late.join();
    EXPECT_EQ(alerts, 2);
}

TEST(RequiredConsumers, ArePutOutAloneIfThatIsAskedFor)
{
    const ringtest::TemporaryRing ring;
    auto config = require({"a", "b"});
    config.failure_action = Action::Evict;
    Producer<Tick> producer = make_watching(ring.name(), config);
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    Consumer<Tick> b = make_consumer(ring.name(), "b");
    publish(producer, 8);
    EXPECT_EQ(drain(b), 8);
    EXPECT_TRUE(publish_managed(producer));
    EXPECT_FALSE(producer.failure());
    EXPECT_FALSE(a.try_consume_next());
    EXPECT_EQ(a.stream_end()->reason, StreamEnd::Evicted);
    EXPECT_EQ(drain(b), 1);
    a.detach();  // put out is not left
    EXPECT_TRUE(publish_managed(producer));
    Consumer<Tick> again = make_consumer(ring.name(), "a", StartAt::Next);
    EXPECT_TRUE(publish_managed(producer));
    again.detach();
    EXPECT_EQ(publish_managed(producer).error().code, Errc::RequiredConsumerLeft);
}

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

TEST(RequiredConsumers, CanBeNamedLaterAndGateFromThere)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    EXPECT_EQ(publish(producer, 100), 100U);
    EXPECT_EQ(
        producer.enable_required_consumer_liveness(require({})).error().code, Errc::InvalidConfig);
    ASSERT_TRUE(producer.enable_required_consumer_liveness(require({"a"})));
    EXPECT_EQ(publish(producer, 100), 8U);
    ASSERT_TRUE(producer.enable_required_consumer_liveness(require({"b"})));  // replaces it
    EXPECT_EQ(publish(producer, 100), 8U);
    Consumer<Tick> b = make_consumer(ring.name(), "b", StartAt::Oldest);
    EXPECT_EQ(drain(b), 8);
    EXPECT_TRUE(publish_managed(producer));
}

TEST(RequiredConsumers, FindNoSlotWhenOthersHaveThemAll)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = build_shared_single_producer<Tick>(ring.name(), 8)
                                  .with_max_consumers(1)
                                  .build_producer()
                                  .value();
    Consumer<Tick> other = make_consumer(ring.name(), "other");
    const auto enabled = producer.enable_required_consumer_liveness(require({"a"}));
    ASSERT_FALSE(enabled);
    EXPECT_EQ(enabled.error().code, Errc::NoFreeSlot);
    EXPECT_EQ(publish(producer, 20), 8U);  // nothing has changed: `other` alone gates
    EXPECT_EQ(drain(other), 8);
    EXPECT_TRUE(publish_managed(producer));
}

TEST(RequiredConsumers, AreNotChangedByAHookThatThrows)
{
    const ringtest::TemporaryRing ring;
    auto config = require({"a"});
    config.alert_hook = [](const RequiredConsumerAlert&) { throw std::runtime_error("a hook"); };
    Producer<Tick> producer = make_watching(ring.name(), config);
    const Consumer<Tick> a = make_consumer(ring.name(), "a");
    EXPECT_EQ(publish_to_failure(producer).code, Errc::GracefulShutdownTriggered);
}

TEST(RequiredConsumers, AreShownToAnObserver)
{
    const ringtest::TemporaryRing ring;
    auto config = require({"a", "b"});
    config.shutdown_grace_period = 10s;
    RingSnapshot during;
    config.alert_hook = [&](const RequiredConsumerAlert&) {
        ASSERT_TRUE(RingObserver::attach(ring.name())->snapshot(during));
    };
    Consumer<Tick>* stalled = nullptr;
    Producer<Tick> producer = make_watching(ring.name(), config);
    auto observer = RingObserver::attach(ring.name());
    RingSnapshot before;
    ASSERT_TRUE(observer->snapshot(before));
    ASSERT_TRUE(before.liveness);
    EXPECT_EQ(before.liveness->config.required_consumer_ids, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(before.liveness->config.progress_timeout, 20ms);
    EXPECT_EQ(before.liveness->config.shutdown_grace_period, 10s);
    EXPECT_FALSE(before.liveness->last_alert);
    EXPECT_FALSE(before.liveness->fires_in);

    Consumer<Tick> a = make_consumer(ring.name(), "a");
    Consumer<Tick> b = make_consumer(ring.name(), "b");
    stalled = &b;
    publish(producer, 8);
    EXPECT_EQ(drain(a), 8);
    RingSnapshot counting;
    std::thread witness([&] {  // until the countdown is seen: alert and fires_in of the same stall
        do {
            ASSERT_TRUE(observer->snapshot(counting));
        } while (!counting.liveness->last_alert || !counting.liveness->fires_in);
        EXPECT_GE(drain(*stalled), 8);
    });
    EXPECT_TRUE(publish_managed(producer));
    witness.join();
    EXPECT_EQ(counting.liveness->last_alert->consumer_id, "b");
    EXPECT_EQ(counting.liveness->last_alert->last_sequence, kNoSequence);
    // Counted from the begin of a reading, in whose midst the countdown may have begun.
    const std::chrono::nanoseconds width(counting.width_ns);
    EXPECT_LE(*counting.liveness->fires_in, 10s + 20ms + width);
    ASSERT_TRUE(during.liveness->last_alert);
    ASSERT_TRUE(observer->snapshot(counting));
    EXPECT_FALSE(counting.liveness->fires_in);

    const ringtest::TemporaryRing without;
    const Producer<Tick> plain = make_producer(without.name());
    ASSERT_TRUE(RingObserver::attach(without.name())->snapshot(counting));
    EXPECT_FALSE(counting.liveness);
}

TEST(RequiredConsumers, MakeManagedBatchesWaitAndFailAsSingleEventsDo)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    const Consumer<Tick> a = make_consumer(ring.name(), "a");
    const auto fill = [](Tick& event, std::size_t i) { event.value = i; };
    EXPECT_EQ(producer.publish_batch_managed(9, fill).error().code, Errc::InvalidConfig);
    EXPECT_EQ(producer.publish_batch_managed(8, fill), 7);
    EXPECT_EQ(producer.publish_batch_managed(0, fill), 7);
    EXPECT_EQ(
        producer.publish_batch_managed(4, fill).error().code, Errc::GracefulShutdownTriggered);
}

TEST(RequiredConsumers, MakeNoDifferenceToManagedCallsWithoutAConfiguration)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(publish_managed(producer), i);
    }
}

TEST(RequiredConsumers, RunOutOfTimeAlsoWhenTheProducerWaitsInSlices)
{
    const ringtest::TemporaryRing ring;
    auto config = require({"a"});
    std::vector<RequiredConsumerAlert> alerts;
    config.alert_hook = [&](const RequiredConsumerAlert& alert) { alerts.push_back(alert); };
    Producer<Tick> producer = make_watching(ring.name(), config);
    const Consumer<Tick> stalled = make_consumer(ring.name(), "a");
    while (producer.try_publish([](Tick&) {})) { }
    std::size_t slices = 0;
    while (!producer.failure()) {
        EXPECT_FALSE(producer.wait_for_room_managed(1, 2ms));
        ++slices;
    }
    EXPECT_EQ(producer.failure()->code, Errc::GracefulShutdownTriggered);
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_GE(alerts.front().stalled_for, config.progress_timeout);
    EXPECT_GE(producer.failure()->alert->stalled_for, 40ms);
    EXPECT_GT(slices, 3U);
}

TEST(RequiredConsumers, AreWaitedForInSlicesAsLongAsAtOnce)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    const std::uint64_t begin = monotonic_ns();
    EXPECT_FALSE(producer.wait_for_room_managed(1, 0ns));
    EXPECT_FALSE(producer.failure());
    while (!producer.failure()) {
        EXPECT_FALSE(producer.wait_for_room_managed(1, 2ms));
    }
    EXPECT_EQ(producer.failure()->code, Errc::StartupTimeout);
    EXPECT_GE(monotonic_ns() - begin, 20'000'000U);
}

TEST(RequiredConsumers, GiveRoomAtOnceWhenThereIsSome)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_watching(ring.name(), require({"a"}));
    const Consumer<Tick> consumer = make_consumer(ring.name(), "a");
    EXPECT_TRUE(producer.wait_for_room_managed(8, 0ns));
    EXPECT_FALSE(producer.wait_for_room_managed(9, 0ns));
    EXPECT_FALSE(producer.failure());
}

TEST(RequiredConsumers, BehaveInAFileAsInSharedMemory)
{
    const ringtest::TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "ring";
    auto producer
        = build_mmap_single_producer<Tick>(file, 8).with_liveness(require({"a"})).build_producer();
    ASSERT_TRUE(producer);
    auto a = attach_mmap_consumer<Tick>(file, 8).with_consumer_id("a").build_consumer();
    ASSERT_TRUE(a);
    EXPECT_EQ(publish_to_failure(*producer).code, Errc::GracefulShutdownTriggered);
    EXPECT_EQ(drain(*a), 8);
    EXPECT_EQ(a->stream_end()->detail, "a");
}

TEST(RequiredConsumers, GetASlotEachWhenAllSlotsWereUsedBefore)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = build_shared_single_producer<Tick>(ring.name(), 8)
                                  .with_max_consumers(2)
                                  .build_producer()
                                  .value();
    {
        const Consumer<Tick> a = make_consumer(ring.name(), "a");
        const Consumer<Tick> b = make_consumer(ring.name(), "b");
    }
    ASSERT_TRUE(producer.enable_required_consumer_liveness(require({"x", "y"})));
    const Consumer<Tick> y = make_consumer(ring.name(), "y");
    const auto started = publish_managed(producer);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().missing, (std::vector<std::string>{"x"}));
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

TEST(RequiredConsumers, LetAHookNeitherPublishNorConfigure)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick>* reentered = nullptr;
    std::vector<Errc> answers;
    auto config = require({"a"});
    config.alert_hook = [&](const RequiredConsumerAlert&) {
        answers.push_back(reentered->publish_managed([](Tick&) {}).error().code);
        answers.push_back(
            reentered->enable_required_consumer_liveness(require({"b"})).error().code);
    };
    Producer<Tick> producer = make_watching(ring.name(), config);
    reentered = &producer;
    const Consumer<Tick> a = make_consumer(ring.name(), "a");
    EXPECT_EQ(publish_to_failure(producer).code, Errc::GracefulShutdownTriggered);
    EXPECT_EQ(answers, (std::vector<Errc>{Errc::InvalidConfig, Errc::InvalidConfig}));
}

TEST(RequiredConsumers, LetAHookCloseTheProducerAndThatIsTheEnd)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick>* closed = nullptr;
    auto config = require({"a"});
    config.shutdown_grace_period = 0ms;
    config.alert_hook = [&](const RequiredConsumerAlert&) { closed->close(); };
    Producer<Tick> producer = make_watching(ring.name(), config);
    closed = &producer;
    Consumer<Tick> a = make_consumer(ring.name(), "a");
    EXPECT_EQ(publish_to_failure(producer).code, Errc::Closed);
    EXPECT_EQ(drain(a), 8);
    EXPECT_EQ(a.stream_end()->reason, StreamEnd::Closed);
}

}  // namespace
}  // namespace ringlib
