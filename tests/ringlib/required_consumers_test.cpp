// SPDX-License-Identifier: MIT OR Apache-2.0
#include "watching_support.h"

#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace ringlib {
namespace {

using namespace std::chrono_literals;
using Action = RequiredConsumerFailureAction;

std::string refusal(const std::string& name, RequiredConsumerLivenessConfig config)
{
    auto producer = build_shared_single_producer<Tick>(name, 8)
                        .with_liveness(std::move(config))
                        .build_producer();
    return producer || producer.error().code != Errc::InvalidConfig ? "built"
                                                                    : producer.error().detail;
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

TEST(RequiredConsumers, MakeNoDifferenceToManagedCallsWithoutAConfiguration)
{
    const ringtest::TemporaryRing ring;
    Producer<Tick> producer = make_producer(ring.name());
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(publish_managed(producer), i);
    }
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

}  // namespace
}  // namespace ringlib
