// SPDX-License-Identifier: MIT OR Apache-2.0
#include "each_backend.h"

#include <algorithm>
#include <numeric>

namespace ringlib {
namespace {

using Cells = layout::RingLatencies;

constexpr std::uint64_t kMost = ~std::uint64_t{0};

class Histograms : public EachBackend {
protected:
    [[nodiscard]] ProducerBuilder<Tick> with_histograms(std::size_t consumers = 4) const
    {
        auto builder = producer_builder();
        builder.with_latency_histograms().with_max_consumers(consumers);
        return builder;
    }
    [[nodiscard]] std::vector<LatencySnapshot> latencies() const
    {
        std::vector<LatencySnapshot> all;
        auto observer = RingObserver::attach(ring());
        EXPECT_TRUE(observer && observer->latencies(all));
        return all;
    }
    /// Of a consumer, or with an empty id of the producer.
    [[nodiscard]] std::optional<LatencySnapshot> of(const std::string& id) const
    {
        for (const LatencySnapshot& latency : latencies()) {
            if (latency.consumer == id) {
                return latency;
            }
        }
        return std::nullopt;
    }
};

INSTANTIATE_TEST_SUITE_P(
    Each, Histograms, ::testing::Values(Backend::Shm, Backend::Mmap), backend_name);

TEST_P(Histograms, ShowWhatBothSidesRecorded)
{
    Producer<Tick> producer = with_histograms().build_producer().value();
    Consumer<Tick> consumer = this->consumer();
    for (std::uint64_t ns = 1; ns <= 100; ++ns) {
        producer.record_publish_latency_ns(ns * 1000);
        consumer.record_consume_latency_ns(ns);
    }
    const auto all = latencies();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].consumer, "");
    EXPECT_EQ(all[0].total, 100U);
    EXPECT_EQ(all[0].sum_ns, 5'050'000U);
    EXPECT_EQ(all[0].max_ns, 100'000U);
    EXPECT_NEAR(static_cast<double>(all[0].quantile(0.5)), 50'000, 50'000 * 0.016);
    EXPECT_NEAR(static_cast<double>(all[0].quantile(1)), 100'000, 1600);
    EXPECT_EQ(all[1].consumer, "cp_0");
    EXPECT_EQ(all[1].total, 100U);
    EXPECT_EQ(all[1].sum_ns, 5050U);
    EXPECT_EQ(all[1].quantile(0.3), 30U);
    EXPECT_EQ(std::accumulate(all[1].cells.begin(), all[1].cells.end(), std::uint64_t{0}), 100U);
}

TEST_P(Histograms, CountWhatIsLongerThanTheyReachInTheLastCell)
{
    Producer<Tick> producer = with_histograms().build_producer().value();
    producer.record_publish_latency_ns(kMost);
    producer.record_publish_latency_ns(0);
    const auto latency = of("");
    ASSERT_TRUE(latency);
    EXPECT_EQ(latency->total, 2U);
    EXPECT_EQ(latency->cells.front(), 1U);
    EXPECT_EQ(latency->cells.back(), 1U);
    EXPECT_EQ(latency->max_ns, kMost);
    EXPECT_EQ(latency->sum_ns, Cells::kValueMax);
    EXPECT_EQ(latency->quantile(0.5), 0U);
    EXPECT_GT(latency->quantile(1), 3'600'000'000'000U);
}

TEST_P(Histograms, AreNotThereUnlessAskedFor)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer();
    producer.record_publish_latency_ns(5);
    consumer.record_consume_latency_ns(5);
    EXPECT_TRUE(latencies().empty());
    EXPECT_EQ(memory().header().histograms_size, 0U);
    EXPECT_EQ(publish(producer, 2), 2U);
    EXPECT_EQ(drain(consumer), 2);
}

TEST_P(Histograms, OfARingThatIsTakenOverStayAsTheyWere)
{
    Producer<Tick> first = with_histograms().build_producer().value();
    first.record_publish_latency_ns(7);
    kill(std::move(first));
    Producer<Tick> second = this->producer();  // does not ask, and goes on all the same
    second.record_publish_latency_ns(9);
    EXPECT_EQ(of("")->total, 2U);
    EXPECT_EQ(of("")->max_ns, 9U);
}

TEST_P(Histograms, AreNotAddedByATakeOver)
{
    kill(this->producer());
    Producer<Tick> second = producer_builder().with_latency_histograms().build_producer().value();
    second.record_publish_latency_ns(9);
    EXPECT_TRUE(latencies().empty());
}

TEST_P(Histograms, GoOnWhenTheSameIdResumes)
{
    const Producer<Tick> producer = with_histograms().build_producer().value();
    {
        Consumer<Tick> consumer = this->consumer();
        consumer.record_consume_latency_ns(10);
    }
    EXPECT_EQ(of("cp_0")->total, 1U);  // stays to be read
    Consumer<Tick> again = this->consumer();
    again.record_consume_latency_ns(20);
    EXPECT_EQ(of("cp_0")->total, 2U);
    EXPECT_EQ(of("cp_0")->sum_ns, 30U);
}

TEST_P(Histograms, BeginEmptyWithAnotherIdInTheSlot)
{
    const Producer<Tick> producer = with_histograms(1).build_producer().value();
    Consumer<Tick> first = this->consumer("first");
    first.record_consume_latency_ns(10);
    first.detach();
    Consumer<Tick> second = this->consumer("second");
    EXPECT_FALSE(of("first"));
    EXPECT_EQ(of("second")->total, 0U);
    EXPECT_EQ(of("second")->max_ns, 0U);
    first.record_consume_latency_ns(10);  // it has no slot any more
    second.record_consume_latency_ns(3);
    EXPECT_EQ(of("second")->total, 1U);
    EXPECT_EQ(of("second")->sum_ns, 3U);
}

TEST_P(Histograms, BeginEmptyForAnExpectedConsumerInAnothersSlot)
{
    Producer<Tick> first = with_histograms(1).build_producer().value();
    {
        Consumer<Tick> before = this->consumer("before");
        before.record_consume_latency_ns(10);
        EXPECT_TRUE(before.register_counter(0x100, "seen"));
    }
    kill(std::move(first));
    const Producer<Tick> second
        = with_histograms(1).discover_consumer_with_prefix(1, "cp").build_producer().value();
    EXPECT_FALSE(of("cp_0"));
    Consumer<Tick> consumer = this->consumer("cp_0");
    EXPECT_EQ(of("cp_0")->total, 0U);
    EXPECT_EQ(consumer.register_counter(0x100, "seen")->value(), 0U);
}

TEST_P(Histograms, AreOneForEachConsumer)
{
    const Producer<Tick> producer = with_histograms(4).build_producer().value();
    std::vector<Consumer<Tick>> consumers;
    for (std::uint64_t i = 0; i < 4; ++i) {
        consumers.push_back(this->consumer("c" + std::to_string(i)));
        consumers.back().record_consume_latency_ns(i + 1);
    }
    EXPECT_EQ(latencies().size(), 5U);
    for (std::uint64_t i = 0; i < 4; ++i) {
        EXPECT_EQ(of("c" + std::to_string(i))->max_ns, i + 1);
        EXPECT_EQ(of("c" + std::to_string(i))->total, 1U);
    }
    EXPECT_EQ(of("")->total, 0U);
}

TEST_P(Histograms, SurviveAnyWordInTheSections)
{
    const Producer<Tick> producer = with_histograms().build_producer().value();
    auto observer = RingObserver::attach(ring());
    ASSERT_TRUE(observer);
    const Segment memory = this->memory();
    auto* const begin = reinterpret_cast<std::uint64_t*>(&memory.slot(0));
    auto* const end = reinterpret_cast<std::uint64_t*>(memory.events());
    std::uint64_t random = 88172645463325252ULL;
    std::vector<LatencySnapshot> all;
    for (int round = 0; round < 50; ++round) {
        for (auto* word = begin; word != end; ++word) {
            random ^= random << 13U;
            random ^= random >> 7U;
            random ^= random << 17U;
            *word = round % 2 == 0 ? random : random >> 62U;
        }
        ASSERT_TRUE(observer->latencies(all));
        EXPECT_LE(all.size(), 5U);
        for (const LatencySnapshot& latency : all) {
            EXPECT_EQ(latency.cells.size(), Cells::kCells);
            EXPECT_LE(latency.consumer.size(), 32U);
            EXPECT_LE(latency.quantile(1), latency.max_ns);
        }
    }
    std::fill(begin, end, 0);
    memory.producer().unlink_on_close.store(0);
}

TEST_P(Histograms, HoldTheirMaximumWithinTheHighestCell)
{
    Producer<Tick> producer = with_histograms().build_producer().value();
    producer.record_publish_latency_ns(1000);
    const Segment memory = this->memory();
    layout::LatencyHistogram& histogram = *memory.histogram();
    histogram.max_ns.store(kMost);
    EXPECT_EQ(of("")->max_ns, Cells::highest_of(Cells::cell_of(1000)));
    histogram.max_ns.store(0);
    EXPECT_EQ(of("")->max_ns, Cells::lowest_of(Cells::cell_of(1000)));
    histogram.cells.at(Cells::cell_of(1000)).store(0);
    histogram.max_ns.store(kMost);
    EXPECT_EQ(of("")->max_ns, 0U);
}

TEST_P(Histograms, AreReadInPlaceOfWhatWasReadBefore)
{
    Producer<Tick> producer = with_histograms().build_producer().value();
    std::optional<Consumer<Tick>> consumer = this->consumer();
    auto observer = RingObserver::attach(ring());
    std::vector<LatencySnapshot> all;
    ASSERT_TRUE(observer->latencies(all));
    ASSERT_EQ(all.size(), 2U);
    const auto* const place = all[1].cells.data();
    consumer->record_consume_latency_ns(1);
    ASSERT_TRUE(observer->latencies(all));
    EXPECT_EQ(all[1].total, 1U);
    EXPECT_EQ(all[1].cells.data(), place);
    consumer.reset();
    producer.record_publish_latency_ns(1);
    ASSERT_TRUE(observer->latencies(all));
    EXPECT_EQ(all[0].total, 1U);
}

TEST_P(Histograms, AreTruncatedInsteadOfDeadly)
{
    Producer<Tick> producer = with_histograms().build_producer().value();
    const std::uint64_t begin = memory().header().histograms_offset;
    const std::string file = memory().path().file.string();
    kill(std::move(producer));
    auto observer = RingObserver::attach(ring());
    std::vector<LatencySnapshot> all;
    ASSERT_TRUE(observer->latencies(all));
    for (const std::uint64_t size : {begin + 100, begin, std::uint64_t{600}, std::uint64_t{0}}) {
        ASSERT_EQ(::truncate(file.c_str(), static_cast<off_t>(size)), 0);
        EXPECT_EQ(observer->latencies(all).error().code, Errc::Truncated) << size;
    }
}

}  // namespace
}  // namespace ringlib
