// SPDX-License-Identifier: MIT OR Apache-2.0
#include "each_backend.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

namespace ringlib {
namespace {

using namespace std::chrono_literals;

class Counters : public EachBackend {
protected:
    [[nodiscard]] std::vector<CounterValue> all() const
    {
        auto observer = RingObserver::attach(ring());
        RingSnapshot snapshot;
        return observer && observer->snapshot(snapshot) ? snapshot.counters
                                                        : std::vector<CounterValue>{};
    }
    [[nodiscard]] std::optional<std::uint64_t> value_of(const std::string& label) const
    {
        const std::vector<CounterValue> counters = all();
        const auto found = std::find_if(counters.begin(), counters.end(),
            [&](const CounterValue& counter) { return counter.label == label; });
        return found == counters.end() ? std::nullopt : std::optional(found->value);
    }
    [[nodiscard]] std::size_t how_many(std::uint32_t id) const
    {
        const std::vector<CounterValue> counters = all();
        return static_cast<std::size_t>(std::count_if(counters.begin(), counters.end(),
            [id](const CounterValue& counter) { return counter.id == id; }));
    }
    /// Looks on until the counter is there: for what another thread does in its own time.
    [[nodiscard]] bool comes_to(const std::string& label, std::uint64_t least) const
    {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (value_of(label).value_or(0) < least) {
            if (std::chrono::steady_clock::now() > end) {
                return false;
            }
            std::this_thread::yield();
        }
        return true;
    }
};

INSTANTIATE_TEST_SUITE_P(
    Each, Counters, ::testing::Values(Backend::Shm, Backend::Mmap), backend_name);

TEST_P(Counters, HaveTheIdsAndNamesThatOtherProgramsKnow)
{
    const Producer<Tick> producer = this->producer();
    const Consumer<Tick> consumer = this->consumer();
    const std::map<std::uint32_t, std::string> known = {{0x10, "events_published"},
        {0x11, "events_published_bytes"}, {0x12, "producer_full_events"},
        {0x13, "producer_park_count"}, {0x14, "producer_unpark_count"}, {0x20, "events_consumed"},
        {0x21, "events_consumed_bytes"}, {0x22, "consumer_empty_spins"},
        {0x23, "consumer_park_count"}, {0x24, "consumer_unpark_count"}, {0x25, "consumer_lag_max"}};
    std::map<std::uint32_t, std::string> found;
    for (const CounterValue& counter : all()) {
        EXPECT_LT(counter.id, 0x100U) << counter.label;
        EXPECT_EQ(counter.consumer(), counter.id < 0x20 ? "" : "cp_0") << counter.label;
        EXPECT_TRUE(found.emplace(counter.id, counter.name()).second) << counter.label;
    }
    for (const auto& [id, name] : known) {
        EXPECT_EQ(found[id], name);
    }
}

TEST_P(Counters, CountWhatIsPublishedOnEveryPath)
{
    Producer<Tick> producer = this->producer();
    std::uint64_t published = 0;
    const auto expect_more = [&](std::uint64_t n, const char* path) {
        published += n;
        EXPECT_EQ(value_of("events_published"), published) << path;
        EXPECT_EQ(value_of("events_published_bytes"), published * sizeof(Tick)) << path;
    };
    const auto one = [](Tick&) {};
    const auto many = [](Tick&, std::size_t) {};
    producer.try_publish(one);
    expect_more(1, "try_publish");
    producer.publish(one);
    expect_more(1, "publish");
    producer.publish_with_timeout(1s, one);
    expect_more(1, "publish_with_timeout");
    producer.publish_managed(one);
    expect_more(1, "publish_managed");
    producer.publish_batch_managed(2, many);
    expect_more(2, "publish_batch_managed");
    producer.try_publish_batch(3, many);
    expect_more(3, "try_publish_batch");
    producer.publish_batch(2, many);
    expect_more(2, "publish_batch");
    producer.publish_batch(0, many);
    expect_more(0, "an empty batch");
    std::move(*producer.try_claim()).publish();
    expect_more(1, "a claim");
    EXPECT_TRUE(producer.try_claim());
    expect_more(0, "a claim that was dropped");
    std::move(*producer.try_claim_batch(4)).publish();
    expect_more(4, "a batch claim");
}

TEST_P(Counters, CountWhatIsConsumedOnEveryPath)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer();
    std::uint64_t consumed = 0;
    const auto expect_more = [&](std::uint64_t n, const char* path) {
        consumed += n;
        EXPECT_EQ(value_of("cp_0.events_consumed"), consumed) << path;
        EXPECT_EQ(value_of("cp_0.events_consumed_bytes"), consumed * sizeof(Tick)) << path;
    };
    publish(producer, 8);
    EXPECT_TRUE(consumer.try_consume_next());
    expect_more(1, "try_consume_next");
    EXPECT_TRUE(consumer.consume_next());
    expect_more(1, "consume_next");
    EXPECT_TRUE(std::move(*consumer.try_consume_next_leased()).finish());
    expect_more(1, "a lease");
    EXPECT_TRUE(consumer.consume_next_leased());
    expect_more(1, "a lease that ended by itself");
    EXPECT_TRUE(consumer.try_lease_batch(2));
    expect_more(2, "a batch lease");
    EXPECT_EQ(consumer.process_available([](const Tick&, Sequence) {}, 1), 1U);
    expect_more(1, "process_available");
    EXPECT_EQ(consumer.process_available_blocking([](const Tick&, Sequence, bool) {}), 1U);
    expect_more(1, "process_available_blocking");
    EXPECT_EQ(value_of("cp_0.consumer_lag_max"), 8U);
}

TEST_P(Counters, CountEveryLookThatFoundNothing)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer();
    EXPECT_EQ(value_of("cp_0.consumer_empty_spins"), 0U);
    EXPECT_FALSE(consumer.try_consume_next());
    EXPECT_FALSE(consumer.try_consume_next_leased());
    EXPECT_FALSE(consumer.try_lease_batch(4));
    EXPECT_EQ(consumer.process_available([](const Tick&, Sequence) {}), 0U);
    EXPECT_EQ(value_of("cp_0.consumer_empty_spins"), 4U);
    publish(producer, 2);
    EXPECT_TRUE(consumer.try_consume_next());
    EXPECT_TRUE(consumer.consume_next());
    EXPECT_EQ(value_of("cp_0.consumer_empty_spins"), 4U);
}

TEST_P(Counters, CountEachTimeTheRingFilledUp)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(publish(producer, 9), 8U);
        EXPECT_EQ(publish(producer, 1), 0U);
        drain(consumer);
    }
    EXPECT_EQ(value_of("producer_full_events"), 3U);
}

TEST_P(Counters, CountTheSleepsOfAConsumerAndWhoEndedThem)
{
    Producer<Tick> producer = this->producer();
    std::thread reader([this] {
        Consumer<Tick> consumer = this->consumer();
        EXPECT_TRUE(consumer.consume_next());
    });
    EXPECT_TRUE(comes_to("cp_0.consumer_park_count", 2));  // the first was ended by the clock
    EXPECT_EQ(value_of("cp_0.consumer_unpark_count"), 0U);
    publish(producer, 1);
    reader.join();
    EXPECT_GE(value_of("cp_0.consumer_empty_spins"), 2U);
    // Unless the event came just between two of its sleeps.
    EXPECT_LE(value_of("cp_0.consumer_unpark_count"), 1U);
    EXPECT_EQ(value_of("producer_park_count"), 0U);
}

TEST_P(Counters, CountAWakeUpByThePeerAsUnpark)
{
    Producer<Tick> producer = this->producer();
    std::thread reader([this] {
        Consumer<Tick> consumer = this->consumer();
        while (consumer.consume_next()) { }
    });
    const auto end = std::chrono::steady_clock::now() + 20s;
    std::uint64_t published = 0;
    while (value_of("cp_0.consumer_unpark_count").value_or(0) < 5
        && std::chrono::steady_clock::now() < end) {
        EXPECT_TRUE(comes_to("cp_0.events_consumed", published));
        const std::uint64_t parked = value_of("cp_0.consumer_park_count").value_or(0);
        EXPECT_TRUE(comes_to("cp_0.consumer_park_count", parked + 1));
        published += publish(producer, 1);
    }
    EXPECT_GE(value_of("cp_0.consumer_unpark_count"), 5U);
    EXPECT_LE(value_of("cp_0.consumer_unpark_count"), value_of("cp_0.consumer_park_count"));
    producer.close();
    reader.join();
}

TEST_P(Counters, CountTheSleepsOfABlockedProducer)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer();
    publish(producer, 8);
    std::thread writer(
        [moved = std::move(producer)]() mutable { EXPECT_TRUE(moved.publish([](Tick&) {})); });
    EXPECT_TRUE(comes_to("producer_park_count", 3));  // those before were ended by the clock
    EXPECT_EQ(value_of("producer_unpark_count"), 0U);
    drain(consumer);
    writer.join();
    EXPECT_LE(value_of("producer_unpark_count"), 1U);
    EXPECT_EQ(value_of("producer_full_events"), 1U);
}

TEST_P(Counters, OfAConsumerBeginAnewWithEachAttachment)
{
    Producer<Tick> producer = producer_builder().with_max_consumers(1).build_producer().value();
    Consumer<Tick> first = this->consumer();
    publish(producer, 3);
    drain(first);
    first.detach();
    EXPECT_EQ(value_of("cp_0.events_consumed"), 3U);
    this->consumer().detach();
    EXPECT_EQ(value_of("cp_0.events_consumed"), 0U);
    const Consumer<Tick> other = this->consumer("other");
    EXPECT_EQ(value_of("cp_0.events_consumed"), std::nullopt);
    EXPECT_EQ(value_of("other.events_consumed"), 0U);
}

TEST_P(Counters, OfASlotAreNotTouchedByWhoLeftIt)
{
    Producer<Tick> producer = producer_builder().with_max_consumers(1).build_producer().value();
    Consumer<Tick> gone = this->consumer();
    gone.detach();
    const Consumer<Tick> other = this->consumer("other");
    EXPECT_FALSE(gone.try_consume_next());
    publish(producer, 2);
    EXPECT_FALSE(gone.try_consume_next());
    EXPECT_EQ(value_of("other.consumer_empty_spins"), 0U);
    EXPECT_EQ(value_of("other.consumer_lag_max"), 0U);
    EXPECT_EQ(value_of("other.events_consumed"), 0U);
}

TEST_P(Counters, OfTheProducerGoOnOverATakeOver)
{
    Producer<Tick> first = this->producer();
    const Consumer<Tick> consumer = this->consumer();
    EXPECT_EQ(publish(first, 9), 8U);
    kill(std::move(first));
    const Producer<Tick> second = this->producer();
    EXPECT_EQ(value_of("events_published"), 8U);
    EXPECT_EQ(value_of("producer_full_events"), 1U);
}

TEST_P(Counters, OfTheApplicationAreSeenByObservers)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer("a.b");
    auto orders = producer.register_counter(0x100, "orders.seen");
    ASSERT_TRUE(orders);
    orders->add(7);
    orders->record_max(5);
    EXPECT_EQ(value_of("orders.seen"), 7U);
    orders->record_max(9);
    orders->add();
    EXPECT_EQ(orders->value(), 10U);
    auto bad = consumer.register_counter(0xfffffffe, "bad.orders");
    ASSERT_TRUE(bad);
    bad->add(2);
    EXPECT_EQ(value_of("a.b.bad.orders"), 2U);
    const std::vector<CounterValue> counters = all();
    EXPECT_EQ(counters.back().id, 0xfffffffeU);
    EXPECT_EQ(counters.back().consumer(), "a.b");
    EXPECT_EQ(counters.back().name(), "bad.orders");
}

TEST_P(Counters, OfTheApplicationAreOnePerIdAndOwner)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> a = this->consumer("a");
    Consumer<Tick> b = this->consumer("b");
    auto of_producer = producer.register_counter(0x100, "seen");
    auto of_a = a.register_counter(0x100, "seen");
    auto of_b = b.register_counter(0x100, "seen");
    of_producer->add(1);
    of_a->add(2);
    of_b->add(3);
    a.register_counter(0x100, "seen again")->add(10);
    EXPECT_EQ(of_a->value(), 12U);
    EXPECT_EQ(how_many(0x100), 3U);
    EXPECT_EQ(value_of("seen"), 1U);
    EXPECT_EQ(value_of("a.seen"), 12U);
    EXPECT_EQ(value_of("b.seen"), 3U);
}

TEST_P(Counters, OfTheApplicationSurviveADetachAndATakeOver)
{
    Producer<Tick> first = this->producer();
    first.register_counter(0x100, "sent")->add(5);
    Consumer<Tick> other = this->consumer("other");
    other.register_counter(0x100, "other")->add(1);
    {
        Consumer<Tick> consumer = this->consumer();
        consumer.register_counter(0x101, "got")->add(3);
    }
    EXPECT_EQ(value_of("cp_0.got"), 3U);
    kill(std::move(first));
    EXPECT_EQ(value_of("sent"), 5U);
    EXPECT_EQ(value_of("cp_0.got"), 3U);
    Producer<Tick> second = this->producer();
    Consumer<Tick> again = this->consumer();
    second.register_counter(0x100, "sent")->add(1);
    again.register_counter(0x101, "got")->add(1);
    EXPECT_EQ(value_of("sent"), 6U);
    EXPECT_EQ(value_of("cp_0.got"), 4U);
    EXPECT_EQ(value_of("other.other"), 1U);
}

TEST_P(Counters, OfTheApplicationGoWhenAnotherIdHasTheSlot)
{
    Producer<Tick> producer = producer_builder().with_max_consumers(1).build_producer().value();
    for (std::uint32_t i = 0; i < 100; ++i) {  // more than there are cells
        Consumer<Tick> consumer = this->consumer("c" + std::to_string(i));
        auto seen = consumer.register_counter(0x100 + i % 3, "seen");
        ASSERT_TRUE(seen) << i;
        EXPECT_EQ(seen->value(), 0U) << i;
        seen->add(i + 1);
        EXPECT_EQ(how_many(0x100) + how_many(0x101) + how_many(0x102), 1U) << i;
    }
    EXPECT_TRUE(producer.register_counter(0x200, "own"));
}

TEST_P(Counters, OfTheApplicationAreFoundBehindAFreedCell)
{
    const Producer<Tick> producer
        = producer_builder().with_max_consumers(2).build_producer().value();
    std::optional<Consumer<Tick>> before = this->consumer("before");
    EXPECT_TRUE(before->register_counter(0x100, "x"));
    Consumer<Tick> consumer = this->consumer();
    consumer.register_counter(0x100, "mine")->add(4);
    before.reset();
    const Consumer<Tick> next = this->consumer("next");
    EXPECT_EQ(consumer.register_counter(0x100, "mine")->value(), 4U);
    EXPECT_EQ(how_many(0x100), 1U);
}

TEST_P(Counters, RefuseIdsOfTheLibraryBadLabelsAndTheSixtyFifth)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer();
    EXPECT_EQ(producer.register_counter(0xff, "x").error().code, Errc::InvalidConfig);
    EXPECT_EQ(producer.register_counter(0xffffffff, "x").error().code, Errc::InvalidConfig);
    EXPECT_EQ(producer.register_counter(0x100, "").error().code, Errc::InvalidConfig);
    EXPECT_EQ(
        producer.register_counter(0x100, std::string(48, 'x')).error().code, Errc::InvalidConfig);
    EXPECT_EQ(how_many(0x100), 0U);
    std::vector<Counter> cells;
    for (std::uint32_t i = 0; i < 64; ++i) {
        auto counter = i % 2 == 0 ? producer.register_counter(0x100 + i, std::string(47, 'x'))
                                  : consumer.register_counter(0x100 + i, "c" + std::to_string(i));
        ASSERT_TRUE(counter) << i;
        cells.push_back(*counter);
        cells.back().add(i + 1);
    }
    EXPECT_EQ(producer.register_counter(0x200, "c").error().code, Errc::NoSpace);
    EXPECT_EQ(consumer.register_counter(0x100, "c").error().code, Errc::NoSpace);
    EXPECT_TRUE(producer.register_counter(0x100, "c"));
    for (std::uint32_t i = 0; i < 64; ++i) {
        EXPECT_EQ(cells.at(i).value(), i + 1);
        EXPECT_EQ(how_many(0x100 + i), 1U);
    }
    EXPECT_EQ(value_of("cp_0.c63"), 64U);
    EXPECT_EQ(value_of(std::string(47, 'x')), 1U);
}

}  // namespace
}  // namespace ringlib
