// SPDX-License-Identifier: MIT OR Apache-2.0
#include "watching_support.h"

#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace ringlib {
namespace {

using namespace std::chrono_literals;
using Action = RequiredConsumerFailureAction;

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

TEST(RequiredConsumers, AreNotChangedByAHookThatThrows)
{
    const ringtest::TemporaryRing ring;
    auto config = require({"a"});
    config.alert_hook = [](const RequiredConsumerAlert&) { throw std::runtime_error("a hook"); };
    Producer<Tick> producer = make_watching(ring.name(), config);
    const Consumer<Tick> a = make_consumer(ring.name(), "a");
    EXPECT_EQ(publish_to_failure(producer).code, Errc::GracefulShutdownTriggered);
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
